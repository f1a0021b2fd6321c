package io.tokenwatch.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Distinct events counted per tumbling window of time, see {@link DistinctCount}, and a small sample of them for the alert. */
public final class TimeBuckets {
    private static final EvidenceBound SAMPLE = EvidenceBound.of(20);

    /** One window of time. */
    public static final class Bucket {
        private final long start;
        private final DistinctCount events;
        private EvidenceSet sample = new EvidenceSet(SAMPLE);

        private Bucket(long start, int exact) {
            this.start = start;
            this.events = new DistinctCount(exact);
        }

        /** Start of the window, milliseconds since the epoch. */
        public long start() {
            return start;
        }

        /** The earliest events, as many as are counted exactly. */
        public Earliest earliest() {
            return events.earliest();
        }

        /** Distinct events in the window; exact unless {@link #estimated}. */
        public long count() {
            return events.count();
        }

        public boolean estimated() {
            return events.estimated();
        }

        /** Up to 22 of the events: the earliest and the latest, and those with the smallest hashes. */
        public List<Evidence> sample() {
            List<Evidence> evidence = new ArrayList<>(sample.size());
            for (int i = 0; i < sample.size(); i++) {
                evidence.add(sample.at(i, 0, new Evidence()));
            }
            return evidence;
        }
    }

    private final long width;
    private final int exact;
    private final boolean sampled;
    private final List<Bucket> buckets = new ArrayList<>(2);

    /** As {@link #TimeBuckets(long, int, boolean)}, with a sample of each window. */
    public TimeBuckets(long width, int exact) {
        this(width, exact, true);
    }

    /**
     * @param width length of a window in milliseconds; windows start at multiples of it since the epoch
     * @param exact how many events of a window are counted exactly
     * @param sampled whether some of the events are kept to be shown
     */
    public TimeBuckets(long width, int exact, boolean sampled) {
        this.width = width;
        this.exact = exact;
        this.sampled = sampled;
    }

    public boolean isEmpty() {
        return buckets.isEmpty();
    }

    /** In order of time. */
    public List<Bucket> buckets() {
        return buckets;
    }

    /** When the last window ends; the smallest number if there is none. */
    public long end() {
        return isEmpty() ? Long.MIN_VALUE : buckets.get(buckets.size() - 1).start + width;
    }

    /** Start of the window that holds that time. */
    public long startOf(long time) {
        return Math.floorDiv(time, width) * width;
    }

    /** The window that starts then, if it holds any event. */
    public @Nullable Bucket find(long start) {
        int at = firstFrom(start);
        return at < buckets.size() && buckets.get(at).start == start ? buckets.get(at) : null;
    }

    /** Index of the first window that starts then or later. */
    public int firstFrom(long start) {
        int low = 0;
        int high = buckets.size();
        if (high > 0 && buckets.get(high - 1).start <= start) { // as of nearly all events
            return buckets.get(high - 1).start == start ? high - 1 : high;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (buckets.get(middle).start < start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Adds the event to its window and returns that. */
    public Bucket add(Evidence evidence) {
        Bucket bucket = bucket(startOf(evidence.time()));
        bucket.events.add(evidence.time(), evidence.hash());
        if (sampled) {
            bucket.sample.add(evidence);
        }
        return bucket;
    }

    private Bucket bucket(long start) {
        int at = firstFrom(start);
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
            Bucket mine = bucket(bucket.start);
            mine.events.merge(bucket.events);
            mine.sample.merge(bucket.sample);
        }
    }

    public void encode(BytesOut out) {
        out.writeVarint(buckets.size());
        for (Bucket bucket : buckets) {
            out.writeSigned(bucket.start);
            bucket.events.encode(out);
            bucket.sample.encode(out);
        }
    }

    /** Fills this empty state from bytes that {@link #encode} wrote. */
    public TimeBuckets decode(BytesIn in) {
        for (int i = in.readInt(); i > 0; i--) {
            Bucket bucket = new Bucket(in.readSigned(), exact);
            bucket.events.decode(in);
            bucket.sample = EvidenceSet.decode(in, SAMPLE);
            buckets.add(bucket);
        }
        return this;
    }
}
