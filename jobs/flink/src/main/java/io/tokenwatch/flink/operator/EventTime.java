package io.tokenwatch.flink.operator;

import io.tokenwatch.detector.Observed;

/** How far a subtask has come in the time of events (ms since the epoch). One thread. */
final class EventTime {
    /** Keys are looked at again at multiples of this, so that many share one timer. */
    private static final long TIMER_GRAIN = 60_000;

    private final long latenessMillis;
    private long horizon;
    private Observed observed;
    private long watermark = Long.MIN_VALUE;

    /** @param horizon how far it had come before */
    EventTime(long latenessMillis, long horizon, Observed observed) {
        this.latenessMillis = latenessMillis;
        this.horizon = horizon;
        this.observed = observed;
    }

    /** Every event to come that is before it is late. */
    long horizon() {
        return horizon;
    }

    Observed observed() {
        return observed;
    }

    long watermark() {
        return watermark;
    }

    /** Takes a watermark, that of the end of the input included. */
    void reach(long mark) {
        watermark = mark;
        if (mark != Long.MAX_VALUE && mark > Long.MIN_VALUE + latenessMillis) {
            horizon = Math.max(horizon, mark - latenessMillis);
            observed = observed.until(mark);
        }
    }

    /**
     * The timer for when the horizon reaches that time; the largest number if it never does. Never at or before the watermark: such a timer would
     * fire at once, and again, while the horizon stands still.
     */
    long timerAt(long horizonThen) {
        if (horizonThen == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long earliest = Math.max(horizonThen + latenessMillis, watermark);
        return earliest / TIMER_GRAIN * TIMER_GRAIN + TIMER_GRAIN;
    }
}
