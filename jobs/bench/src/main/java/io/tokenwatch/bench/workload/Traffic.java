package io.tokenwatch.bench.workload;

import java.util.function.LongSupplier;

/**
 * The everyday stream: 12 % issued, 78 % validated, 2 % revoked, 8 % refreshed, with the abuse that such a stream
 * carries: about 400 uses after revocation, 450 tokens on two networks and 400 reused refresh tokens in 1.5 M events,
 * and as many failed attempts that are no finding. One event in a hundred is up to 5 s older than its place in the stream.
 */
final class Traffic {
    private static final int MOST_DELAY_MS = 5_000;
    private static final int REMEMBERED_REVOCATIONS = 256;

    private final Profile profile;
    private final World world;
    private final Dice dice;
    private final LongSupplier ids;
    private final long[] live;
    private final byte[] uses;
    private final int issuedPerMille;
    private final long[] revoked = new long[REMEMBERED_REVOCATIONS];
    private final int[] generations = new int[World.FAMILIES];
    private int revocations;
    private long tokens;

    /** @param planted share of the stream that planted cases take, nearly all issuances, in events per thousand */
    Traffic(Profile profile, World world, Dice dice, LongSupplier ids, int planted) {
        this.issuedPerMille = Math.max(0, 120 - planted);
        this.profile = profile;
        this.world = world;
        this.dice = dice;
        this.ids = ids;
        this.live = new long[profile.liveTokens()];
        this.uses = new byte[profile.liveTokens()];
        for (int slot = 0; slot < live.length; slot++) {
            live[slot] = ++tokens;
        }
    }

    /** The next event for the place {@code now}, in milliseconds after the start. */
    AuditEvent next(long now) {
        long time = dice.oneIn(100) ? now - dice.below(MOST_DELAY_MS) : now;
        int share = dice.below(1_000);
        if (share < 100) {
            return share < 80 ? refreshed(time) : revoked(time);
        }
        return share < 100 + issuedPerMille ? issued(time) : validated(time);
    }

    private AuditEvent issued(long time) {
        int slot = replaceable();
        renew(slot);
        long token = live[slot];
        int client = world.clientOf(token);
        return AuditEvent.issued(
                ids.getAsLong(), time, token, client, world.homeOf(token), world.scopesFor(client, dice));
    }

    private AuditEvent validated(long time) {
        int odd = dice.below(3_000);
        if (odd < 6 && revocations > 0) {
            // A stolen token tried again after its revocation; one in six resource servers still accepts it.
            long token = revoked[dice.below(Math.min(revocations, revoked.length))];
            return use(token, time, world.homeOf(token), odd == 0);
        }
        int slot = dice.below(live.length);
        long token = live[slot];
        int home = world.homeOf(token);
        int asn = dice.oneIn(2_500) ? World.awayFrom(home, dice) : home;
        if (profile.mostUses() < Integer.MAX_VALUE) {
            wearOut(slot);
        }
        return use(token, time, asn, !dice.oneIn(40));
    }

    private AuditEvent use(long token, long time, int asn, boolean success) {
        return AuditEvent.validated(ids.getAsLong(), time, token, world.clientOf(token), asn, success);
    }

    private AuditEvent revoked(long time) {
        int slot = replaceable();
        long token = live[slot];
        renew(slot);
        revoked[revocations++ % revoked.length] = token;
        return AuditEvent.revoked(ids.getAsLong(), time, token, world.clientOf(token));
    }

    private AuditEvent refreshed(long time) {
        int family = 1 + dice.below(World.FAMILIES - 1);
        int generation = generations[family];
        int odd = dice.below(600);
        boolean reuse = odd < 6 && generation > 0;
        boolean success = !reuse || odd < 2;
        int presented = reuse ? generation - 1 : generation;
        if (!reuse) {
            generations[family]++;
        }
        return AuditEvent.refreshed(
                ids.getAsLong(),
                time,
                World.refreshToken(family, presented),
                world.clientOf(family),
                family,
                // Of a success the generation is that of the new token, of a failure that of the token presented.
                success ? presented + 1 : presented,
                world.homeOf(family),
                success);
    }

    private void wearOut(int slot) {
        boolean onceOnly = (world.bits(live[slot]) & 0xFF) < 180;
        if (++uses[slot] >= (onceOnly ? 1 : profile.mostUses())) {
            renew(slot);
        }
    }

    /** A slot whose token may go: with short-lived tokens one that has been used, so that hardly any goes unused. */
    private int replaceable() {
        int slot = dice.below(live.length);
        if (profile.mostUses() < Integer.MAX_VALUE) {
            for (int tries = 8; tries > 0 && uses[slot] == 0; tries--) {
                slot = dice.below(live.length);
            }
        }
        return slot;
    }

    private void renew(int slot) {
        live[slot] = ++tokens;
        uses[slot] = 0;
    }
}
