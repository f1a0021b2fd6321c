package io.tokenwatch.demo.traffic;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An OAuth client with its habits. */
final class Client {
    final Tenant tenant;
    final String id;
    /** Whether users log in; else it is a workload with client credentials. */
    final boolean interactive;

    final List<String> scopes;
    final List<String> resourceServers;
    final int accessTokenSeconds;
    final String authMethod;
    /** Where a workload runs. */
    final Origin host;

    /** Scopes it was ever granted; a script looks here for one that is new. */
    final Set<String> granted = new HashSet<>();

    long firstIssued = Long.MAX_VALUE;
    int issued;
    /** Until then a script plays with this client, and no revocation of habit may interfere. */
    long castUntil = Long.MIN_VALUE;

    Client(Tenant tenant, String id, boolean interactive, String domain, Dice dice) {
        this.tenant = tenant;
        this.id = id;
        this.interactive = interactive;
        this.scopes = Vocabulary.scopes(domain, interactive, dice);
        this.resourceServers = Vocabulary.resourceServers(domain, dice);
        this.accessTokenSeconds = dice.pick(List.of(300, 600, 900, 1_800, 3_600));
        this.authMethod = interactive
                ? dice.pick(List.of("client_secret_basic", "none"))
                : dice.pick(List.of("client_secret_basic", "client_secret_post", "private_key_jwt"));
        this.host = Origin.on(dice.pick(tenant.hosting()), dice.below(4_094), dice.pick(Agent.SDKS));
    }

    /** A client that can keep no secret (RFC 6749, section 2.1). */
    boolean isPublic() {
        return authMethod.equals("none");
    }

    @Override
    public String toString() {
        return id;
    }
}
