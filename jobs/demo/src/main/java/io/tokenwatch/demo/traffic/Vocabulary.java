package io.tokenwatch.demo.traffic;

import java.util.ArrayList;
import java.util.List;

/** The names of a plausible company. */
final class Vocabulary {
    static final List<String> FIRST = words("maria james aisha wei lukas sofia omar nina pedro hannah kenji elena david"
            + " fatima jonas priya marco ingrid tomas yuki clara samuel leila anton grace mateo julia amir ruth"
            + " viktor");
    static final List<String> LAST =
            words("lopez smith khan zhang weber rossi haddad larsen silva becker tanaka ivanova"
                    + " brown diallo fischer patel moretti berg novak sato dupont cohen rahimi kowalski murphy"
                    + " garcia jansen nowak oconnor lindqvist");
    static final List<String> DOMAINS =
            words("billing crm orders inventory hr payroll payments shipping catalog support"
                    + " analytics reports marketing search docs calendar deploy backup fleet returns");
    static final List<String> APPS = words("portal web mobile console");
    static final List<String> WORKLOADS = words("sync worker exporter indexer gateway notifier");

    /** Scopes that no client has by habit. */
    static final List<String> PRIVILEGED = words("roles:assign directory:write keys:rotate users:impersonate vault:read"
            + " audit:delete backup:restore secrets:list iam:write mail:read_all files:export_all"
            + " tenants:manage");

    private Vocabulary() {}

    static List<String> scopes(String domain, boolean interactive, Dice dice) {
        List<String> scopes = new ArrayList<>();
        if (interactive) {
            scopes.addAll(List.of("openid", "profile"));
        }
        scopes.add(domain + ":read");
        if (dice.chance(0.6)) {
            scopes.add(domain + ":write");
        }
        if (interactive && dice.chance(0.5)) {
            scopes.add("offline_access");
        }
        if (dice.chance(0.3)) {
            scopes.add("notifications:send");
        }
        return List.copyOf(scopes);
    }

    static List<String> resourceServers(String domain, Dice dice) {
        String second = dice.pick(DOMAINS);
        return second.equals(domain)
                ? List.of(domain + "-api", "edge-gateway")
                : List.of(domain + "-api", second + "-api", "edge-gateway");
    }

    private static List<String> words(String spaced) {
        return List.of(spaced.split(" "));
    }
}
