package io.tokenwatch.demo.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What everybody does all day. None of it is an attack. */
final class Habits {
    private final World world;
    private final Dice dice;
    private final Rhythm rhythm;
    private final int regulars;
    private int opened;

    /** @param regulars so many of the busiest clients come first of all, so that they are old when real time begins */
    Habits(World world, Rhythm rhythm, int regulars) {
        this.world = world;
        this.dice = world.dice;
        this.rhythm = rhythm;
        this.regulars = regulars;
    }

    /** The next thing that someone does. */
    void play(long at) {
        if (opened < regulars) {
            open(at, world.population.clients().get(opened++));
        } else if (world.runningCount() < rhythm.sessions(at)) {
            open(at, world.population.busyClient());
        } else {
            carryOn(at, world.anyRunning());
        }
    }

    private void open(long at, Client client) {
        if (dice.chance(0.02)) {
            Origin from = client.interactive ? world.population.anyUser(client.tenant).desk : client.host;
            world.log.issueRefused(at, client, from, client.interactive ? "invalid_grant" : "invalid_client");
            return;
        }
        Grant grant = client.interactive ? login(client) : world.grant(client, null, client.host);
        if (grant.user != null && world.details.isAsked()) {
            boolean granted = world.details.consents();
            world.log.consent(at, grant, granted);
            if (!granted) {
                return;
            }
        }
        world.issue(at, grant);
        world.run(grant);
    }

    /** One in five joins a session that the user has already (single sign-on). */
    private Grant login(Client client) {
        if (dice.chance(0.2) && world.runningCount() > 0) {
            Grant other = world.anyRunning();
            if (other.user != null && other.client.tenant.equals(client.tenant)) {
                return world.grant(client, other.user, other.origin, client.scopes, other.sessionId);
            }
        }
        User user = world.population.anyUser(client.tenant);
        return world.grant(client, user, dice.chance(0.75) ? user.desk : user.phone);
    }

    private void carryOn(long at, Grant grant) {
        if (at >= grant.token().expiresAt()) {
            renew(at, grant);
        } else if (dice.chance(0.05)) {
            leave(at, grant);
        } else if (dice.chance(0.02)) {
            world.log.denied(at, grant, grant.origin, "insufficient_scope");
        } else {
            if (!grant.moved && grant.user != null && dice.chance(0.02)) {
                grant.origin = moved(grant.origin, grant.user);
                grant.moved = true;
            }
            world.log.validated(at, grant, grant.origin);
        }
    }

    private void renew(long at, Grant grant) {
        if (grant.user == null) {
            world.issue(at, grant);
        } else if (dice.chance(0.75)) {
            world.refresh(at, grant);
        } else if (dice.chance(0.3)) {
            world.log.denied(at, grant, grant.origin, "expired");
        } else {
            world.end(grant);
        }
    }

    /** Another network or another user agent, never both. */
    private Origin moved(Origin from, User user) {
        int host = dice.below(4_094);
        return switch (dice.below(5)) {
            case 0 -> from.roamingTo(user.tenant.mobile(), host);
            case 1 -> from.roamingTo(Network.CORPORATE_VPN, host);
            case 2 -> from.roamingTo(dice.pick(user.tenant.isps()), host);
            case 3 -> from.overV6(host);
            default -> from.with(from.agent().updated());
        };
    }

    private void leave(long at, Grant grant) {
        RevocationScope scope = farewell();
        if (scope == null || !scope.fits(grant) || playsInScript(at, scope, grant)) {
            world.end(grant);
            return;
        }
        world.revoke(at, scope, grant, scope == RevocationScope.CLIENT ? "secret_rotated" : "logout");
        if (scope == RevocationScope.CLIENT) {
            world.log.administered(at, "credential.rotated", grant.client);
        }
        if (dice.chance(0.2)) {
            long soon = Math.min(at + dice.between(100, 25_000), grant.token().expiresAt() - 1);
            world.agenda.at(soon, then -> world.log.validated(then, grant, grant.origin));
        }
        if (dice.chance(0.4)) {
            world.agenda.at(at + dice.between(2_000, 60_000), again -> {
                Grant next = world.grant(grant.client, grant.user, grant.origin);
                world.issue(again, next);
                world.run(next);
            });
        }
    }

    /** Half leave without a word. */
    private @Nullable RevocationScope farewell() {
        double unit = dice.unit();
        List<RevocationScope> scopes = List.of(RevocationScope.values());
        double[] upTo = {0.15, 0.25, 0.40, 0.44, 0.46, 0.467};
        for (int i = 0; i < upTo.length; i++) {
            if (unit < upTo[i]) {
                return scopes.get(i);
            }
        }
        return null;
    }

    /** Wide revocations would reach a victim of a script, whose grants are not among the running. */
    private static boolean playsInScript(long at, RevocationScope scope, Grant grant) {
        return switch (scope) {
            case TOKEN, FAMILY, SESSION -> false;
            case USER_CLIENT, SUBJECT, CLIENT ->
                grant.client.castUntil > at || (grant.user != null && grant.user.castUntil > at);
        };
    }
}
