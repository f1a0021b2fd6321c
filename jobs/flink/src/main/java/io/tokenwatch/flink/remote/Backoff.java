package io.tokenwatch.flink.remote;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before trying again: twice as long each time, with jitter, so that many subtasks do not come back at once.
 *
 * @param first before the first repetition
 * @param most never longer than that
 */
public record Backoff(Duration first, Duration most) implements Serializable {
    private static final int MOST_DOUBLINGS = 30;

    public Backoff {
        if (first.toMillis() < 1 || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("a backoff from " + first + " to " + most);
        }
    }

    /** Milliseconds to wait after that many failures in a row, counted from 1: between half and all of the full wait. */
    public long millis(int failures) {
        int doublings = Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1));
        long full = Math.min(most.toMillis(), first.toMillis() << doublings);
        return full - ThreadLocalRandom.current().nextLong(full / 2 + 1);
    }
}
