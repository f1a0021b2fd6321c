package io.tokenwatch.indicator;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was counted: good ones, all, and of latencies how many per {@link LatencyBuckets bucket}. Sums, so that they can be added up in
 * any order, and taken back.
 */
public final class Tally {
    private long good;
    private long total;
    private long sumMillis;
    private final TreeMap<Integer, Long> buckets = new TreeMap<>();

    /** One event. */
    public static Tally of(boolean good) {
        Tally tally = new Tally();
        tally.good = good ? 1 : 0;
        tally.total = 1;
        return tally;
    }

    /** Events of which nothing is judged. */
    public static Tally count(long events) {
        Tally tally = new Tally();
        tally.good = events;
        tally.total = events;
        return tally;
    }

    /** One latency of an indicator. */
    public static Tally latency(Indicator indicator, long millis) {
        Tally tally = of(millis < indicator.targetMillis());
        tally.sumMillis = Math.max(0, millis);
        tally.buckets.put(LatencyBuckets.of(millis), 1L);
        return tally;
    }

    public long good() {
        return good;
    }

    public long total() {
        return total;
    }

    public long sumMillis() {
        return sumMillis;
    }

    public boolean isEmpty() {
        return total == 0 && good == 0 && sumMillis == 0 && buckets.isEmpty();
    }

    /** How many latencies per bucket, in milliseconds of the value that stands for it. */
    public SortedMap<Double, Long> latencies() {
        SortedMap<Double, Long> latencies = new TreeMap<>();
        buckets.forEach((bucket, count) -> latencies.put(LatencyBuckets.value(bucket), count));
        return latencies;
    }

    public void add(Tally other) {
        add(other, 1);
    }

    /** Takes back what was {@linkplain #add added} before. */
    public void subtract(Tally other) {
        add(other, -1);
    }

    private void add(Tally other, int sign) {
        good += sign * other.good;
        total += sign * other.total;
        sumMillis += sign * other.sumMillis;
        other.buckets.forEach((bucket, count) -> buckets.merge(bucket, sign * count, Tally::sum));
    }

    private static @Nullable Long sum(long one, long other) {
        return one + other == 0 ? null : Long.valueOf(one + other);
    }

    public void encode(BytesOut out) {
        out.writeSigned(good);
        out.writeSigned(total);
        out.writeSigned(sumMillis);
        out.writeVarint(buckets.size());
        buckets.forEach((bucket, count) -> {
            out.writeSigned(bucket);
            out.writeSigned(count);
        });
    }

    public static Tally decode(BytesIn in) {
        Tally tally = new Tally();
        tally.good = in.readSigned();
        tally.total = in.readSigned();
        tally.sumMillis = in.readSigned();
        for (int i = in.readInt(); i > 0; i--) {
            tally.buckets.put((int) in.readSigned(), in.readSigned());
        }
        return tally;
    }
}
