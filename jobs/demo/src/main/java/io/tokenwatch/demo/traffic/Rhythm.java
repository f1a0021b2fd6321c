package io.tokenwatch.demo.traffic;

import java.time.Duration;

/** How dense events are: thin days, half an hour in which sessions open, then real time. */
final class Rhythm {
    private static final long OPENING = Duration.ofMinutes(30).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int THIN_SESSIONS = 12;
    /** How often a running session of the live phase does something. */
    private static final int SECONDS_PER_SESSION = 20;

    private final long liveStart;
    private final double thinMillis;
    private final double openingMillis;
    private final double liveMillis;
    private final int liveSessions;

    Rhythm(TrafficPlan plan) {
        this.liveStart = plan.liveStartMillis();
        this.thinMillis = (double) (liveStart - OPENING - plan.historyStartMillis()) / plan.historyEvents();
        this.liveMillis = 1_000.0 / plan.rate();
        this.liveSessions = plan.rate() * SECONDS_PER_SESSION;
        this.openingMillis = OPENING / (1.5 * liveSessions);
    }

    /** Mean milliseconds between two events. */
    double spacing(long at) {
        if (at >= liveStart) {
            return liveMillis;
        }
        return at >= liveStart - OPENING ? openingMillis : thinMillis / daily(at);
    }

    /** How many sessions are open. */
    int sessions(long at) {
        if (at >= liveStart) {
            return liveSessions;
        }
        long opened = Math.max(0, at - (liveStart - OPENING));
        return (int) Math.max(THIN_SESSIONS, liveSessions * (double) opened / OPENING);
    }

    /** Around 1 over the day: busiest in the afternoon (UTC), quiet in the small hours. */
    private static double daily(long at) {
        double hour = 24.0 * Math.floorMod(at, DAY) / DAY;
        return 1 + 0.8 * StrictMath.sin(2 * StrictMath.PI * (hour - 9) / 24);
    }
}
