package io.tokenwatch.demo.traffic;

import java.util.Map;
import java.util.function.Consumer;

/** One token in two places for good reasons. */
final class ReplayDecoys extends Script {
    private static final String RULE = "token-replay-two-networks";
    private final Consumer<Decoy> played;

    ReplayDecoys(World world, Cast cast, Consumer<Decoy> played) {
        super(world, cast);
        this.played = played;
    }

    void carrierSwitch(long point) {
        Grant grant = person(point);
        Origin phone = grant.origin
                .roamingTo(grant.client.tenant.mobile(), dice.below(4_094))
                .with(dice.pick(Agent.PHONES));
        continued(
                point,
                grant,
                phone,
                "carrier-switch",
                "A mobile carrier is no second network, even on another device.");
    }

    void vpn(long point) {
        Grant grant = person(point);
        Origin tunnel = grant.origin
                .roamingTo(dice.chance(0.5) ? Network.CORPORATE_VPN : Network.BURROW_VPN, dice.below(4_094))
                .with(grant.origin.agent().updated());
        continued(point, grant, tunnel, "vpn", "A VPN is no second network, even after a browser update.");
    }

    void browserUpdate(long point) {
        Grant grant = person(point);
        Origin updated = grant.origin.with(grant.origin.agent().updated());
        continued(point, grant, updated, "browser-update", "Another user agent on the same network is an update.");
    }

    void dualStack(long point) {
        Grant grant = person(point);
        Origin v6 = grant.origin.overV6(dice.below(4_094));
        continued(point, grant, v6, "dual-stack", "IPv4 and IPv6 of one network are one network.");
    }

    void cafe(long point) {
        Grant grant = person(point);
        Network elsewhere = dice.pick(grant.client.tenant.isps().stream()
                .filter(isp -> isp != grant.origin.network())
                .toList());
        Origin moved = grant.origin.roamingTo(elsewhere, dice.below(4_094));
        continued(point, grant, moved, "cafe", "The same device on another network is a laptop on the move.");
    }

    /** Two tabs present one refresh token at once; both are answered within the grace period. */
    void refreshRace(long point) {
        Grant grant = person(point);
        openBefore(point, grant);
        agenda.at(point, at -> {
            String presented = grant.refreshTokenId;
            world.refresh(at, grant);
            agenda.at(at + dice.between(50, 1_900), soon -> {
                log.refreshed(soon, grant, presented, grant.origin);
                log.validated(soon, grant, grant.origin);
                played.accept(Decoys.decoy(
                        RULE,
                        grant,
                        Map.of("token_id", presented),
                        "refresh-race",
                        soon,
                        "presents one refresh token twice within %d ms".formatted(soon - at),
                        "Two tabs on one network within the grace period are no theft."));
            });
        });
    }

    private void continued(long point, Grant grant, Origin moved, String kind, String whySilent) {
        openBefore(point, grant);
        agenda.at(point, at -> {
            log.validated(at, grant, moved);
            played.accept(Decoys.decoy(
                    RULE,
                    grant,
                    Map.of("token_id", grant.token().id()),
                    kind,
                    at,
                    "moves from %s to %s".formatted(grant.origin, moved),
                    whySilent));
        });
    }
}
