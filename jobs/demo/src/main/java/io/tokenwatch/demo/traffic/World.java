package io.tokenwatch.demo.traffic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The running grants, and all that can be done with a grant. Each deed is written to the audit log. */
final class World {
    final Dice dice;
    final Population population;
    final Agenda agenda = new Agenda();
    final AuditLog log;
    final Details details;
    private final Ids ids;
    private final List<Grant> running = new ArrayList<>();

    World(TrafficPlan plan) {
        this.dice = new Dice(plan.seed());
        this.ids = new Ids(plan.seed());
        this.population = new Population(dice, plan.clients());
        this.details = new Details(plan.seed());
        this.log = new AuditLog(ids, dice, details);
        Tenant.ALL.forEach(tenant -> log.keyPublished(plan.historyStartMillis(), tenant));
    }

    /** A grant with a family and session of its own if there is a user; no token yet. */
    Grant grant(Client client, @Nullable User user, Origin origin) {
        return grant(client, user, origin, scopes(client), user == null ? null : ids.session());
    }

    Grant grant(Client client, @Nullable User user, Origin origin, List<String> scopes, @Nullable String session) {
        return new Grant(client, user, origin, scopes, session, user == null ? null : ids.family());
    }

    /** All of the client's habit the first time, so that nothing in it is new later; then often less. */
    private List<String> scopes(Client client) {
        if (client.issued == 0 || dice.chance(0.6)) {
            return client.scopes;
        }
        int kept = 1 + dice.below(client.scopes.size());
        return client.scopes.subList(0, kept);
    }

    /** A login, or a workload's token request. */
    Emission issue(long at, Grant grant) {
        if (grant.familyId != null) {
            grant.refreshTokenId = ids.token();
            grant.generation = 1;
        }
        return issue(at, grant, grant.user == null ? "client_credentials" : "authorization_code");
    }

    /** Rotates the family: the refresh token is replaced, and a new access token issued. */
    Emission refresh(long at, Grant grant) {
        String presented = grant.refreshTokenId;
        grant.generation++;
        Emission emission = log.refreshed(at, grant, presented, grant.origin);
        issue(at, grant, "refresh_token");
        grant.refreshTokenId = ids.token();
        return emission;
    }

    /** The id of an authorization code, or of anything else that is a secret and shown by its hash. */
    String secret() {
        return ids.token();
    }

    private Emission issue(long at, Grant grant, String grantType) {
        Client client = grant.client;
        if (client.issued == 0 && details.isRegistered()) {
            log.entered(at, client);
        }
        long second = at - Math.floorMod(at, 1_000L);
        grant.token(new Grant.Token(ids.token(), second, second + client.accessTokenSeconds * 1_000L));
        Emission emission = log.issued(at, grant, grant.origin, grantType);
        client.firstIssued = Math.min(client.firstIssued, at);
        client.issued++;
        if (client.granted.addAll(grant.scopes)) {
            emission.prompt(); // a later use of the scope must not arrive before it became known
        }
        return emission;
    }

    /** Ends what the scope covers. */
    Emission revoke(long at, RevocationScope scope, Grant grant, String reason) {
        running.removeIf(other -> scope.covers(grant, other));
        return log.revoked(at, scope, grant, reason, "success");
    }

    /** From now on the grant is used by habit. */
    void run(Grant grant) {
        running.add(grant);
    }

    void end(Grant grant) {
        running.remove(grant);
    }

    int runningCount() {
        return running.size();
    }

    Grant anyRunning() {
        return dice.pick(running);
    }
}
