package io.tokenwatch.demo.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** What attacks and decoys are staged with. A script is planned {@link #LEAD_MILLIS} before its point, never later. */
abstract class Script {
    static final long LEAD_MILLIS = Duration.ofMinutes(15).toMillis();
    /** How long after its point a script may go on. */
    static final long CODA_MILLIS = Duration.ofSeconds(75).toMillis();

    final World world;
    final Dice dice;
    final Agenda agenda;
    final AuditLog log;
    final Cast cast;

    Script(World world, Cast cast) {
        this.world = world;
        this.dice = world.dice;
        this.agenda = world.agenda;
        this.log = world.log;
        this.cast = cast;
    }

    Grant person(long point) {
        return cast.person(point - LEAD_MILLIS, point + CODA_MILLIS);
    }

    Grant anyone(long point) {
        return cast.anyone(point - LEAD_MILLIS, point + CODA_MILLIS);
    }

    Grant fitting(RevocationScope scope, long point) {
        boolean workloadsToo = scope == RevocationScope.TOKEN || scope == RevocationScope.CLIENT;
        return workloadsToo ? anyone(point) : person(point);
    }

    /**
     * When a revocation may lie so that a token that it covers is still alive at the use: 35 to 300 s before, and at most
     * half of a token's life.
     */
    long revocationBefore(long use, Grant grant) {
        return use - dice.between(35_000, Math.min(300_000, grant.client.accessTokenSeconds * 500L));
    }

    /** Issues a token 20 to 400 s before that time, at most a third of its life, and uses it once soon after. */
    void openBefore(long time, Grant grant) {
        long login = time - dice.between(20_000, Math.min(400_000, grant.client.accessTokenSeconds * 333L));
        agenda.at(login, at -> world.issue(at, grant));
        agenda.at(login + dice.between(500, 8_000), at -> log.validated(at, grant, grant.origin));
    }

    static Emission repeated(Emission emission, boolean twice) {
        return twice ? emission.twice() : emission;
    }

    static Planted planted(
            String ruleId, Grant victim, Map<String, String> key, long at, String description, String tactic) {
        return new Planted(ruleId, victim.client.tenant.name(), key, Instant.ofEpochMilli(at), description, tactic);
    }

    /** As in {@code 10:15:30Z}. */
    static String clock(long at) {
        return Instant.ofEpochMilli(at)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .substring(11);
    }
}
