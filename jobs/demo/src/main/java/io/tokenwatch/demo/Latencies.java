package io.tokenwatch.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Durations in milliseconds and their percentiles, by the nearest rank: always one that was measured. */
final class Latencies {
    private final List<Long> millis = new ArrayList<>();

    void add(long value) {
        millis.add(value);
    }

    boolean isEmpty() {
        return millis.isEmpty();
    }

    /** @param percent 1 to 100 */
    long percentile(int percent) {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
    }

    @Override
    public String toString() {
        return isEmpty()
                ? "no latency was measured"
                : String.format(
                        Locale.ROOT,
                        "p50 %.2f s, p99 %.2f s, slowest %.2f s (of %d)",
                        percentile(50) / 1000.0,
                        percentile(99) / 1000.0,
                        percentile(100) / 1000.0,
                        millis.size());
    }
}
