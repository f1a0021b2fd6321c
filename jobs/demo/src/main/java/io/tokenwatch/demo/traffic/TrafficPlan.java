package io.tokenwatch.demo.traffic;

import java.time.Duration;
import java.time.Instant;

/**
 * What to generate. Two equal plans give the same events, byte for byte.
 *
 * @param liveStart where the history ends and real time begins
 * @param historyDays days of thin history, at least 15: a first-seen rule learns for 14
 * @param historyEvents about so many events in it, the sessions that open just before the live phase not counted
 * @param clients at least 300
 * @param rate events per second in the live phase, 10 to 10,000
 * @param live how long the live phase lasts, at least 10 s; {@link #ENDLESS} for one without end
 */
public record TrafficPlan(
        long seed, Instant liveStart, int historyDays, int historyEvents, int clients, int rate, Duration live) {
    public static final Duration ENDLESS = Duration.ofMillis(Long.MAX_VALUE);

    /** @throws IllegalArgumentException if a value is outside its bounds */
    public TrafficPlan {
        require(historyDays >= 15, "historyDays is at least 15, not " + historyDays);
        require(historyEvents >= 10_000, "historyEvents is at least 10000, not " + historyEvents);
        require(clients >= 300, "clients is at least 300, not " + clients);
        require(rate >= 10 && rate <= 10_000, "rate is 10 to 10000 events a second, not " + rate);
        require(live.toMillis() >= 10_000, "live is at least 10 s, not " + live);
    }

    /** 15 days of history, then 40 s at 300 events a second. */
    public static TrafficPlan smoke(long seed, Instant liveStart) {
        return endless(seed, liveStart).live(Duration.ofSeconds(40));
    }

    /** 15 days of history, then 300 events a second for ever. */
    public static TrafficPlan endless(long seed, Instant liveStart) {
        return new TrafficPlan(seed, liveStart, 15, 30_000, 3_000, 300, ENDLESS);
    }

    public TrafficPlan live(Duration duration) {
        return new TrafficPlan(seed, liveStart, historyDays, historyEvents, clients, rate, duration);
    }

    public TrafficPlan rate(int eventsPerSecond) {
        return new TrafficPlan(seed, liveStart, historyDays, historyEvents, clients, eventsPerSecond, live);
    }

    long liveStartMillis() {
        return liveStart.toEpochMilli();
    }

    long historyStartMillis() {
        return liveStartMillis() - Duration.ofDays(historyDays).toMillis();
    }

    /** The first millisecond after the live phase. */
    long endMillis() {
        return live.equals(ENDLESS) ? Long.MAX_VALUE : liveStartMillis() + live.toMillis();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
