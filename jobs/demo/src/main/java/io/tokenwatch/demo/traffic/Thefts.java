package io.tokenwatch.demo.traffic;

import io.tokenwatch.event.Field;
import java.util.Map;

/** Theft of what tokens are made from: refresh tokens, bound tokens, codes, secrets and passwords. */
final class Thefts extends Script {
    static final int KINDS = 5;
    /** As many refusals of one address as its rule asks, within its window. */
    private static final int GUESSES = 30;

    Thefts(World world, Cast cast) {
        super(world, cast);
    }

    void plan(int kind, long time, boolean late, boolean twice) {
        switch (kind) {
            case 0 -> refreshReuse(time, late, twice);
            case 1 -> proofOfAnotherKey(time, twice);
            case 2 -> codeReuse(time, late, twice);
            case 3 -> guessing(time);
            default -> travel(time, late, twice);
        }
    }

    /** The owner has refreshed; the thief comes with the copy that was replaced. */
    private void refreshReuse(long use, boolean late, boolean twice) {
        Grant victim = person(use);
        Origin thief = thief(victim);
        long rotation = use - dice.between(70_000, 240_000);
        openBefore(rotation, victim);
        Emission[] rotated = new Emission[1];
        String[] copy = new String[1];
        agenda.at(rotation, at -> {
            copy[0] = victim.refreshTokenId;
            rotated[0] = world.refresh(at, victim).late(late ? use - at + 1_500 : 0);
        });
        agenda.at(use, at -> {
            Emission reused =
                    repeated(log.refreshRefused(at, victim, copy[0], thief).prompt(), twice);
            Emission last = late ? rotated[0] : reused;
            String story = "The refresh token that %s (%s) replaced at %s is presented again from %s"
                    .formatted(victim, victim.client.tenant.name(), clock(rotation), thief);
            Map<String, String> key = Map.of("token_id", copy[0]);
            last.completes(planted(
                    "refresh-token-reuse",
                    victim,
                    key,
                    at,
                    story,
                    "Two holders of one refresh token (RFC 9700, section 4.14)."));
            last.completes(planted(
                    "refresh-token-reuse-elsewhere",
                    victim,
                    key,
                    at,
                    story,
                    "One of the two holders is elsewhere (ATT&CK T1528)."));
        });
    }

    private void proofOfAnotherKey(long use, boolean twice) {
        Grant victim = person(use);
        Origin thief = thief(victim);
        agenda.at(use - dice.between(5_000, 60_000), at -> world.issue(at, victim));
        agenda.at(use, at -> {
            Emission stolen = repeated(log.validated(at, victim, thief).prompt(), twice);
            stolen.event.set(Field.TOKEN_TYPE, "dpop");
            stolen.event.set(Field.CNF_JKT, "key-of-" + victim.user);
            stolen.event.set(Field.PROOF_JKT, "key-of-somebody-else");
            stolen.completes(
                    planted(
                            "dpop-key-mismatch",
                            victim,
                            Map.of("token_id", victim.token().id()),
                            at,
                            "The token of %s (%s), bound to a key, is accepted from %s with the proof of another key"
                                    .formatted(victim, victim.client.tenant.name(), thief),
                            "A bound token is stolen, and the resource server does not compare the keys (RFC 9449, section 7.1)."));
        });
    }

    private void codeReuse(long second, boolean late, boolean twice) {
        Grant victim = person(second);
        Origin thief = thief(victim);
        String code = world.secret();
        long first = second - dice.between(5_000, 300_000);
        Emission[] redeemed = new Emission[1];
        agenda.at(
                first,
                at -> redeemed[0] = log.codeRedeemed(at, victim, code, victim.origin, "success")
                        .late(late ? second - at + 1_500 : 0));
        agenda.at(first + 1, at -> world.issue(at, victim));
        agenda.at(second, at -> {
            Emission again = repeated(
                    log.codeRedeemed(at, victim, code, thief, "failure").prompt(), twice);
            (late ? redeemed[0] : again)
                    .completes(planted(
                            "authorization-code-reuse",
                            victim,
                            Map.of("token_id", code),
                            at,
                            "The code of the login of %s (%s) is presented again from %s %d s later"
                                    .formatted(victim, victim.client.tenant.name(), thief, (at - first) / 1_000),
                            "A code leaks by a log or a referrer (RFC 9700, section 4.5)."));
        });
    }

    /** Requests with a wrong secret, evenly over four minutes; the last one is one too many. */
    private void guessing(long last) {
        Grant victim = anyone(last);
        Origin thief = Origin.on(dice.pick(Network.SHADY), dice.below(4_094), dice.pick(Agent.TOOLS));
        long every = dice.between(2_000, 8_000);
        for (int guess = GUESSES - 1; guess > 0; guess--) {
            agenda.at(last - guess * every, at -> log.issueRefused(at, victim.client, thief, "invalid_client")
                    .prompt());
        }
        agenda.at(last, at -> log.issueRefused(at, victim.client, thief, "invalid_client")
                .prompt()
                .completes(planted(
                        "token-endpoint-brute-force",
                        victim,
                        Map.of("src.ip", thief.ip()),
                        at,
                        "%s tries %d secrets of %s (%s) in %d s"
                                .formatted(
                                        thief,
                                        GUESSES,
                                        victim.client,
                                        victim.client.tenant.name(),
                                        (GUESSES - 1) * every / 1_000),
                        "Secrets are guessed at the token endpoint (ATT&CK T1110).")));
    }

    /** A second login, from the other side of the earth. */
    private void travel(long second, boolean late, boolean twice) {
        Grant victim = person(second);
        Grant elsewhere = cast.again(victim);
        Network far = victim.origin.network().country().equals("JP") ? Network.PRAIRIE_BROADBAND : Network.SAKURA_NET;
        elsewhere.origin = victim.origin.roamingTo(far, dice.below(4_094));
        long first = second - dice.between(10_000, 600_000);
        Emission[] home = new Emission[1];
        agenda.at(first, at -> home[0] = at(world.issue(at, victim), 48.1, 2.3).late(late ? second - at + 1_500 : 0));
        agenda.at(second, at -> {
            boolean japan = far == Network.SAKURA_NET;
            Emission there = at(world.issue(at, elsewhere), 35.7, japan ? 139.7 : -101.8);
            (late ? home[0] : repeated(there.prompt(), twice))
                    .completes(planted(
                            "impossible-travel",
                            victim,
                            Map.of("subject", victim.subject()),
                            at,
                            "%s (%s) logs in at home and %d s later from %s"
                                    .formatted(
                                            victim,
                                            victim.client.tenant.name(),
                                            (at - first) / 1_000,
                                            elsewhere.origin),
                            "Somebody else has the password or the session (ATT&CK T1078.004)."));
            there.prompt();
        });
    }

    private static Emission at(Emission emission, double latitude, double longitude) {
        emission.event.set(Field.SRC_LAT, latitude);
        emission.event.set(Field.SRC_LON, longitude);
        return emission;
    }

    /** Elsewhere, with the victim's own user agent, since a change of both would be a replay as well. */
    private Origin thief(Grant victim) {
        return victim.origin.roamingTo(dice.pick(Network.SHADY), dice.below(4_094));
    }
}
