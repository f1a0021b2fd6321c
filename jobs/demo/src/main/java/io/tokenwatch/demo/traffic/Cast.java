package io.tokenwatch.demo.traffic;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds clients and users for a script, each in one script at a time. */
final class Cast {
    private static final int LEARNING_EVENTS = 20;
    private static final long LEARNING_MILLIS = Duration.ofDays(14).toMillis();

    private final World world;
    private final Population population;

    Cast(World world) {
        this.world = world;
        this.population = world.population;
    }

    /** A user at a desk, on an ordinary network, with a client; no token yet. */
    Grant person(long from, long until) {
        Client client;
        do {
            client = population.anyClient();
        } while (!client.interactive || client.castUntil > from);
        return play(client, freeUser(client.tenant, from), until);
    }

    /** A person, or one time in three a workload. */
    Grant anyone(long from, long until) {
        if (!world.dice.chance(0.33)) {
            return person(from, until);
        }
        Client client;
        do {
            client = population.anyClient();
        } while (client.interactive || client.castUntil > from);
        return play(client, null, until);
    }

    /** The user of the same name with another tenant, or null if that one is in a script. */
    @Nullable
    Grant namesake(Grant grant, long from, long until) {
        Client client;
        do {
            client = population.anyClient();
        } while (!client.interactive || client.castUntil > from || client.tenant.equals(grant.client.tenant));
        for (User user : population.users(client.tenant)) {
            if (user.name.equals(grant.subject()) && user.castUntil <= from) {
                return play(client, user, until);
            }
        }
        return null;
    }

    /** A client that a first-seen rule knows well: 14 days old, with 20 issuances and more. */
    Client seasoned(long at) {
        List<Client> candidates = population.clients().stream()
                .filter(client -> client.issued > LEARNING_EVENTS
                        && client.firstIssued < at - LEARNING_MILLIS
                        && client.castUntil <= at)
                .toList();
        if (candidates.isEmpty()) {
            throw new IllegalStateException("no client has 20 issuances in 14 days: more historyEvents, please");
        }
        return world.dice.pick(candidates);
    }

    /** A client of the same age with too few issuances for that; a few more to come do not change it. */
    @Nullable
    Client thin(long at) {
        List<Client> candidates = population.clients().stream()
                .filter(client -> client.issued > 0
                        && client.issued < LEARNING_EVENTS - 5
                        && client.firstIssued < at - LEARNING_MILLIS
                        && client.castUntil <= at)
                .toList();
        return candidates.isEmpty() ? null : world.dice.pick(candidates);
    }

    /** A privileged scope that the client was never granted. */
    String newScope(Client client) {
        List<String> candidates = Vocabulary.PRIVILEGED.stream()
                .filter(scope -> !client.granted.contains(scope))
                .toList();
        return candidates.isEmpty() ? "export:job-" + client.granted.size() : world.dice.pick(candidates);
    }

    /** A grant of those scopes to the client, with a user if it has users. */
    Grant granted(Client client, List<String> scopes, long until) {
        User user = client.interactive ? freeUser(client.tenant, until) : null;
        Grant grant = play(client, user, until);
        return world.grant(client, user, grant.origin, scopes, grant.sessionId);
    }

    /** The same user and client once more. */
    Grant again(Grant grant) {
        return world.grant(grant.client, grant.user, grant.origin);
    }

    private User freeUser(Tenant tenant, long from) {
        User user;
        do {
            user = population.anyUser(tenant);
        } while (user.castUntil > from);
        return user;
    }

    private Grant play(Client client, @Nullable User user, long until) {
        client.castUntil = until;
        if (user == null) {
            return world.grant(client, null, client.host);
        }
        user.castUntil = until;
        return world.grant(client, user, user.desk);
    }
}
