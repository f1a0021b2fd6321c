package io.tokenwatch.demo.traffic;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What looks like an attack and is none, one kind after the other. */
final class Decoys {
    /** One kind: told its point in time, in milliseconds since the epoch. */
    interface Kind {
        void plan(long point);
    }

    private final List<Kind> kinds;

    Decoys(World world, Cast cast, Consumer<Decoy> played) {
        ReplayDecoys replay = new ReplayDecoys(world, cast, played);
        RevocationDecoys revocation = new RevocationDecoys(world, cast, played);
        ScopeDecoys scope = new ScopeDecoys(world, cast, played);
        this.kinds = List.of(
                replay::carrierSwitch,
                revocation::withinGrace,
                scope::newClient,
                revocation::loginAgain,
                replay::vpn,
                revocation::denied,
                replay::browserUpdate,
                revocation::usedBeforeArrivesAfter,
                revocation::exactlyAtTheLimit,
                replay::dualStack,
                scope::thinClient,
                revocation::sameSecond,
                replay::cafe,
                revocation::namesake,
                replay::refreshRace,
                revocation::refused);
    }

    void plan(int number, long point) {
        kinds.get(number % kinds.size()).plan(point);
    }

    static Decoy decoy(
            String ruleId,
            Grant grant,
            Map<String, String> key,
            String kind,
            long at,
            String description,
            String whySilent) {
        String tenant = grant.client.tenant.name();
        return new Decoy(
                ruleId,
                tenant,
                key,
                kind,
                Instant.ofEpochMilli(at),
                "%s (%s) %s".formatted(grant, tenant, description),
                whySilent);
    }
}
