package io.tokenwatch.demo.traffic;

import io.tokenwatch.event.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The attacks, one kind after the other. */
final class Attacks extends Script {
    private static final List<RevocationScope> SCOPES = List.of(RevocationScope.values());
    static final int KINDS = 2 + SCOPES.size() + Thefts.KINDS;

    private final Set<String> struck = new HashSet<>();
    private final Thefts thefts;

    Attacks(World world, Cast cast) {
        super(world, cast);
        this.thefts = new Thefts(world, cast);
    }

    /** Every kind comes once with its evidence in order and once with the earlier event arriving last. */
    void plan(int number, long use) {
        int kind = number % KINDS;
        boolean late = (number / KINDS + kind) % 2 == 1;
        boolean twice = number % 3 == 0;
        switch (kind) {
            case 0 -> replay(late ? person(use) : anyone(use), use, late, twice);
            case 1 -> firstSeenScope(use, twice);
            default -> {
                if (kind < 2 + SCOPES.size()) {
                    useAfterRevocation(SCOPES.get(kind - 2), use, late, twice);
                } else {
                    thefts.plan(kind - 2 - SCOPES.size(), use, late, twice);
                }
            }
        }
    }

    private void replay(Grant victim, long use, boolean late, boolean twice) {
        Origin thief = Origin.on(dice.pick(Network.SHADY), dice.below(4_094), dice.pick(Agent.TOOLS));
        long usual = use - dice.between(10_000, Math.min(240_000, victim.client.accessTokenSeconds * 500L));
        agenda.at(usual - dice.between(1_500, 60_000), at -> world.issue(at, victim));
        Emission[] own = new Emission[1];
        agenda.at(usual, at -> own[0] = log.validated(at, victim, victim.origin).late(late ? use - at + 1_500 : 0));
        agenda.at(use, at -> {
            Emission stolen = repeated(log.validated(at, victim, thief).prompt(), twice);
            String token = victim.token().id();
            Planted planted = planted(
                    "token-replay-two-networks",
                    victim,
                    Map.of("token_id", token),
                    at,
                    "The token of %s (%s), at home in %s, is accepted by %s from %s %d s after its owner's use"
                            .formatted(
                                    victim,
                                    victim.client.tenant.name(),
                                    victim.origin,
                                    stolen.event.text(Field.RESOURCE_SERVER),
                                    thief,
                                    (at - usual) / 1_000),
                    "A stolen bearer token is replayed from the thief's own network (ATT&CK T1550.001).");
            (late ? own[0] : stolen).completes(planted);
            if (victim.user != null) {
                stolen.completes(planted(
                        "tool-with-user-token",
                        victim,
                        Map.of("subject", victim.subject(), "client_id", victim.client.id),
                        at,
                        "The token of %s (%s) is tried with %s"
                                .formatted(
                                        victim,
                                        victim.client.tenant.name(),
                                        thief.agent().product()),
                        "Stolen tokens of people are used by scripts (ATT&CK T1539)."));
            }
        });
        if (!late) {
            agenda.at(use + dice.between(500, 2_000), at -> log.validated(at, victim, victim.origin));
        }
    }

    private void firstSeenScope(long time, boolean twice) {
        agenda.at(time, at -> {
            Client client = cast.seasoned(at);
            String scope = cast.newScope(client);
            List<String> scopes = new ArrayList<>(client.scopes);
            scopes.add(scope);
            Grant grant = cast.granted(client, scopes, at + CODA_MILLIS);
            repeated(world.issue(at, grant), twice)
                    .completes(planted(
                            "first-seen-scope",
                            grant,
                            Map.of("client_id", client.id, "scope", scope),
                            at,
                            "%s (%s) is granted %s for the first time after %d issuances in %d days"
                                    .formatted(
                                            client,
                                            client.tenant.name(),
                                            scope,
                                            client.issued,
                                            (at - client.firstIssued) / 86_400_000),
                            "Someone widens what a client may do to gain access (ATT&CK T1098.003)."));
            agenda.at(at + 1_000, then -> log.validated(then, grant, grant.origin));
        });
    }

    private void useAfterRevocation(RevocationScope scope, long use, boolean late, boolean twice) {
        Grant victim = unstruck(scope, use);
        long revokedAt = revocationBefore(use, victim);
        openBefore(revokedAt, victim);
        if (scope == RevocationScope.FAMILY) {
            agenda.at(revokedAt - 5_000, at -> world.refresh(at, victim));
        }
        Emission[] revocation = new Emission[1];
        agenda.at(
                revokedAt,
                at -> revocation[0] = repeated(
                        world.revoke(at, scope, victim, reason(scope))
                                .late(late ? use - at + dice.between(500, 2_500) : 0),
                        twice));
        if (scope == RevocationScope.SUBJECT || scope == RevocationScope.USER_CLIENT) {
            comesBack(victim, revokedAt);
        }
        // With the victim's own user agent, since a change of both would be a replay as well.
        Origin from =
                dice.chance(0.5) ? victim.origin : victim.origin.roamingTo(dice.pick(Network.SHADY), dice.below(4_094));
        agenda.at(use, at -> {
            Emission illegal = repeated(log.validated(at, victim, from).prompt(), twice);
            (late ? revocation[0] : illegal)
                    .completes(planted(
                            scope.ruleId(),
                            victim,
                            scope.key(victim),
                            at,
                            story(scope, victim, revokedAt, illegal, from),
                            tactic(scope, from.equals(victim.origin))));
        });
        agenda.at(use + dice.between(300, 2_500), at -> log.validated(at, victim, from));
    }

    /** Another victim each time, as long as there are plenty, so that no two attacks share an alert. */
    private Grant unstruck(RevocationScope scope, long use) {
        Grant victim = fitting(scope, use);
        if (scope == RevocationScope.TOKEN) {
            return victim;
        }
        for (int tries = 0; tries < 4 && !struck.add(victim.client.tenant.name() + scope.key(victim)); tries++) {
            victim = fitting(scope, use);
        }
        return victim;
    }

    private void comesBack(Grant victim, long revokedAt) {
        Grant next = cast.again(victim);
        agenda.at(revokedAt + dice.between(5_000, 20_000), at -> world.issue(at, next));
        agenda.at(revokedAt + dice.between(21_000, 40_000), at -> log.validated(at, next, next.origin));
    }

    private static String story(RevocationScope scope, Grant victim, long revokedAt, Emission illegal, Origin from) {
        return "%s (%s): %s revoked at %s, yet %s accepts a token of it %d s later from %s"
                .formatted(
                        victim,
                        victim.client.tenant.name(),
                        scope.fieldValue().replace('_', '+'),
                        clock(revokedAt),
                        illegal.event.text(Field.RESOURCE_SERVER),
                        (illegal.event.eventTime() - revokedAt) / 1_000,
                        from);
    }

    private static String tactic(RevocationScope scope, boolean fromHome) {
        String who = fromHome ? "A resource server trusts its cache" : "A thief who copies the user agent goes on";
        String what =
                switch (scope) {
                    case TOKEN -> "after the token was revoked";
                    case FAMILY -> "with an access token that outlives its refresh family";
                    case SESSION -> "after the user has logged out";
                    case USER_CLIENT -> "after the user has withdrawn consent";
                    case SUBJECT -> "after the account was locked for compromise";
                    case CLIENT -> "after the client was cut off";
                };
        return who + ' ' + what + " (ATT&CK T1550.001, OWASP NHI1).";
    }

    private static String reason(RevocationScope scope) {
        return switch (scope) {
            case TOKEN -> "token_leaked";
            case FAMILY -> "refresh_token_revoked";
            case SESSION -> "logout";
            case USER_CLIENT -> "consent_withdrawn";
            case SUBJECT -> "account_compromised";
            case CLIENT -> "client_compromised";
        };
    }
}
