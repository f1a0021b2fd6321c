package io.tokenwatch.state;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distinct events counted per tumbling window of time. Exact up to {@code exact} events a window; beyond that the count is
 * an estimate (UltraLogLog, Ertl 2023: mergeable, idempotent, free of order; standard error 2.4 %). A small sample of the
 * evidence is kept for the alert.
 */
public final class TimeBuckets {
    private static final int SKETCH_PRECISION = 10;
    private static final EvidenceBound SAMPLE = EvidenceBound.of(20);

    /** One window of time. */
    public static final class Bucket {
        private final long start;
        private final Earliest earliest;
        private EvidenceSet sample = new EvidenceSet(SAMPLE);
        private @Nullable UltraLogLog sketch;

        private Bucket(long start, int exact) {
            this.start = start;
            this.earliest = new Earliest(exact);
        }

        /** Start of the window, milliseconds since the epoch. */
        public long start() {
            return start;
        }

        /** The earliest events, as many as are counted exactly. */
        public Earliest earliest() {
            return earliest;
        }

        /** Distinct events in the window; exact unless {@link #estimated}. */
        public long count() {
            return sketch == null
                    ? earliest.size()
                    : Math.max(earliest.size(), Math.round(sketch.getDistinctCountEstimate()));
        }

        public boolean estimated() {
            return sketch != null;
        }

        public EvidenceSet sample() {
            return sample;
        }

        private void add(Evidence evidence, int exact) {
            sample.add(evidence);
            boolean full = earliest.size() == exact;
            if (sketch == null && full && !earliest.contains(evidence.hash())) {
                sketch = sketchOf(earliest);
            }
            if (sketch != null) {
                sketch.add(evidence.hash());
            }
            earliest.add(evidence.time(), evidence.hash());
        }

        private void merge(Bucket other, int exact) {
            sample.merge(other.sample);
            boolean beyond = earliest.distinctWith(other.earliest) > exact;
            if (sketch != null || other.sketch != null || beyond) {
                UltraLogLog mine = sketch == null ? sketchOf(earliest) : sketch;
                sketch = mine.add(other.sketch == null ? sketchOf(other.earliest) : other.sketch);
            }
            earliest.merge(other.earliest);
        }

        private static UltraLogLog sketchOf(Earliest earliest) {
            UltraLogLog sketch = UltraLogLog.create(SKETCH_PRECISION);
            for (int i = 0; i < earliest.size(); i++) {
                sketch.add(earliest.hash(i));
            }
            return sketch;
        }
    }

    private final long width;
    private final int exact;
    private final List<Bucket> buckets = new ArrayList<>(2);

    /**
     * @param width length of a window in milliseconds; windows start at multiples of it since the epoch
     * @param exact how many events of a window are counted exactly
     */
    public TimeBuckets(long width, int exact) {
        this.width = width;
        this.exact = exact;
    }

    public boolean isEmpty() {
        return buckets.isEmpty();
    }

    public List<Bucket> buckets() {
        return buckets;
    }

    /** Adds the event to its window and returns that. */
    public Bucket add(Evidence evidence) {
        Bucket bucket = bucket(Math.floorDiv(evidence.time(), width) * width);
        bucket.add(evidence, exact);
        return bucket;
    }

    private Bucket bucket(long start) {
        int at = buckets.size();
        while (at > 0 && buckets.get(at - 1).start >= start) {
            at--;
        }
        if (at == buckets.size() || buckets.get(at).start != start) {
            buckets.add(at, new Bucket(start, exact));
        }
        return buckets.get(at);
    }

    /** Drops the windows that end at or before the horizon. */
    public void forget(long horizon) {
        while (!buckets.isEmpty() && buckets.get(0).start + width <= horizon) {
            buckets.remove(0);
        }
    }

    public void merge(TimeBuckets other) {
        for (Bucket bucket : other.buckets) {
            bucket(bucket.start).merge(bucket, exact);
        }
    }

    public void encode(BytesOut out) {
        out.writeVarint(buckets.size());
        for (Bucket bucket : buckets) {
            out.writeSigned(bucket.start);
            bucket.earliest.encode(out);
            bucket.sample.encode(out);
            byte[] sketch = bucket.sketch == null ? new byte[0] : bucket.sketch.getState();
            out.writeBlock(sketch, 0, sketch.length);
        }
    }

    /** Fills this empty state from bytes that {@link #encode} wrote. */
    public TimeBuckets decode(BytesIn in) {
        for (int i = in.readInt(); i > 0; i--) {
            Bucket bucket = new Bucket(in.readSigned(), exact);
            bucket.earliest.decode(in);
            bucket.sample = EvidenceSet.decode(in, SAMPLE);
            byte[] sketch = in.readBlock();
            bucket.sketch = sketch.length == 0 ? null : UltraLogLog.wrap(sketch);
            buckets.add(bucket);
        }
        return this;
    }
}
