package io.tokenwatch.demo.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everyone: tenants with their users and clients, a few of which make most of the traffic. */
final class Population {
    private final Dice dice;
    private final Map<String, Integer> named = new HashMap<>();
    private final Map<Tenant, List<User>> users = new HashMap<>();
    private final List<Client> clients = new ArrayList<>();

    Population(Dice dice, int clientCount) {
        this.dice = dice;
        for (Tenant tenant : Tenant.ALL) {
            List<User> people = new ArrayList<>();
            for (String first : Vocabulary.FIRST) {
                for (String last : Vocabulary.LAST) {
                    people.add(new User(tenant, first + '.' + last, dice));
                }
            }
            users.put(tenant, people);
        }
        for (int i = 0; i < clientCount; i++) {
            clients.add(register());
        }
    }

    /** A client that was not there before, and that habit does not pick. */
    Client register() {
        Tenant tenant = dice.pick(Tenant.ALL);
        if (dice.chance(0.1)) {
            return new Client(tenant, numbered(tenant, "ci-runner"), false, "deploy", dice);
        }
        boolean interactive = dice.chance(0.6);
        String domain = dice.pick(Vocabulary.DOMAINS);
        String form = dice.pick(interactive ? Vocabulary.APPS : Vocabulary.WORKLOADS);
        return new Client(tenant, numbered(tenant, domain + '-' + form), interactive, domain, dice);
    }

    private String numbered(Tenant tenant, String name) {
        int number = named.merge(tenant.name() + '/' + name, 1, Integer::sum);
        return number == 1 ? name : name + '-' + number;
    }

    /** The busiest come first. */
    List<Client> clients() {
        return clients;
    }

    /** By habit: a tenth of the clients makes almost half of the traffic. */
    Client busyClient() {
        double unit = dice.unit();
        return clients.get((int) (clients.size() * unit * unit * unit));
    }

    Client anyClient() {
        return dice.pick(clients);
    }

    List<User> users(Tenant tenant) {
        List<User> people = users.get(tenant);
        if (people == null) {
            throw new IllegalArgumentException("no such tenant: " + tenant);
        }
        return people;
    }

    User anyUser(Tenant tenant) {
        return dice.pick(users(tenant));
    }
}
