package io.tokenwatch.bench.workload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Planted cases, each on a token or client of its own: hits at the very edge of a detection and misses a millisecond or
 * one event beyond it. A pair whose first event would lie before the start of the stream puts it into the thin hour
 * before. Some cases arrive in the wrong order, some twice.
 */
final class Plan {
    private static final int MINUTE = 60_000;
    private static final int HOUR = 3_600_000;
    /** Arrival behind event time where a case is meant to arrive in the wrong order, in milliseconds. */
    private static final int LAG = 3_000;

    private final World world;
    private final Dice dice;
    private final LongSupplier ids;
    private final int span;
    private final List<Arrival> arrivals = new ArrayList<>();
    private long tokens = World.PLANTED;
    private int families = World.FAMILIES;
    private int quiet;

    /** An event and its place in the stream, in milliseconds after the start. */
    record Arrival(long at, AuditEvent event) {}

    private Plan(World world, Dice dice, LongSupplier ids, int span) {
        this.world = world;
        this.dice = dice;
        this.ids = ids;
        this.span = span;
    }

    /** Cases for a stream of {@code events} milliseconds, by arrival. */
    static List<Arrival> of(World world, Dice dice, LongSupplier ids, int events) {
        Plan plan = new Plan(world, dice, ids, events);
        for (int copies = Math.max(1, events / 100_000); copies > 0; copies--) {
            plan.usesAfterRevocation();
            plan.twoNetworks();
            plan.reusedRefreshTokens();
        }
        // Two clients for each burst that hits: more would run out of quiet clients.
        plan.bursts((int) Math.min(World.QUIET_CLIENTS / 2, Math.max(2, 40L * events / 1_500_000)));
        plan.arrivals.sort(Comparator.comparingLong(Arrival::at));
        return plan.arrivals;
    }

    private void usesAfterRevocation() {
        for (int gap : new int[] {-1_000, -1, 0, 1, 30_000, HOUR - 1, HOUR, HOUR + 1}) {
            useAfterRevocation(gap, 0, true);
        }
        useAfterRevocation(1_000, LAG, true);
        useAfterRevocation(1_000, 0, false);
    }

    private void useAfterRevocation(int gap, int lag, boolean success) {
        long token = ++tokens;
        long used = moment();
        int client = world.clientOf(token);
        add(lag, AuditEvent.revoked(ids.getAsLong(), used - gap, token, client));
        add(0, AuditEvent.validated(ids.getAsLong(), used, token, client, world.homeOf(token), success));
    }

    private void twoNetworks() {
        for (int gap : new int[] {0, 1, 299_999, 300_000, 300_001, 301_000, 600_001}) {
            twoNetworks(gap, 0, true, true);
        }
        twoNetworks(2_000, LAG, true, true);
        twoNetworks(2_000, 0, false, true);
        twoNetworks(2_000, 0, true, false);
    }

    private void twoNetworks(int gap, int lag, boolean success, boolean networkKnown) {
        long token = ++tokens;
        long second = moment();
        int client = world.clientOf(token);
        int home = world.homeOf(token);
        int away = networkKnown ? World.awayFrom(home, dice) : AuditEvent.NO_ASN;
        add(lag, AuditEvent.validated(ids.getAsLong(), second - gap, token, client, home, true));
        add(0, AuditEvent.validated(ids.getAsLong(), second, token, client, away, success));
    }

    private void reusedRefreshTokens() {
        for (int gap : new int[] {0, 1, HOUR - 1, HOUR, HOUR + 1}) {
            reusedRefreshToken(gap, true, false);
        }
        reusedRefreshToken(1_000, false, false);
        reusedRefreshToken(1_000, false, true);
    }

    private void reusedRefreshToken(int gap, boolean success, boolean twice) {
        int family = ++families;
        long token = World.refreshToken(family, 0);
        int client = world.clientOf(family);
        int asn = world.homeOf(family);
        long second = moment();
        AuditEvent first = AuditEvent.refreshed(ids.getAsLong(), second - gap, token, client, family, 1, asn, true);
        add(0, first);
        if (twice) {
            add(LAG, first);
        }
        add(0, AuditEvent.refreshed(ids.getAsLong(), second, token, client, family, success ? 1 : 0, asn, success));
    }

    /** {@code hits} clients that burst, half as many that stay one below, and as many that straddle two minutes. */
    private void bursts(int hits) {
        for (int i = 0; i < hits; i++) {
            burst(minute(), MINUTE, 100 + (i % 2) * dice.below(60), 0);
        }
        for (int i = 0; i < Math.max(1, hits / 2); i++) {
            burst(minute(), MINUTE, 99, 5);
            burst(minute() - MINUTE / 2, MINUTE, 150, 0);
        }
    }

    /** {@code n} issuances spread evenly from {@code start} to the last millisecond of {@code length}, some sent twice. */
    private void burst(long start, int length, int n, int twice) {
        int client = World.CLIENTS - 1 - quiet++ % World.QUIET_CLIENTS;
        for (int i = 0; i < n; i++) {
            long time = start + (long) (length - 1) * i / (n - 1);
            long token = ++tokens;
            AuditEvent event = AuditEvent.issued(
                    ids.getAsLong(), time, token, client, world.homeOf(token), world.scopesFor(client, dice));
            add(0, event);
            if (i < twice) {
                add(LAG, event);
            }
        }
    }

    private void add(int lag, AuditEvent event) {
        arrivals.add(new Arrival(event.time() + lag, event));
    }

    private long moment() {
        return dice.below(span);
    }

    /** The start of a whole minute of the stream, or of one of the two before it. */
    private long minute() {
        return (dice.below(span / MINUTE + 2) - 2L) * MINUTE;
    }
}
