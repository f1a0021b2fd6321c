package io.tokenwatch.state;

import io.tokenwatch.state.TimeBuckets.Bucket;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many distinct events a key had per bucket of time, for as long back as is asked for. A bucket that events can still join is
 * open: it holds identities, see {@link TimeBuckets}. One that is beyond the horizon is closed: nothing but its number is left.
 *
 * <p>Takes 12 bytes for each closed bucket that is not empty (about 3 where it is stored), and 16 for {@link #since since when} the key has
 * been at work: since then an empty bucket says something. A key that rests for longer than is asked for is forgotten.
 */
public final class BucketHistory {
    private static final int MOST = 1 << 30;

    private final long width;
    private final TimeBuckets open;
    private final Stretches stretches;
    /** Starts of the closed buckets, in order, and twice their counts, odd where that is an estimate. */
    private long[] starts = new long[0];

    private int[] counts = new int[0];
    private int closed;
    /** The most that a closed bucket held since the history was loaded, if not more. */
    private int most;

    /**
     * @param width length of a bucket in milliseconds; buckets start at multiples of it since the epoch
     * @param exact how many events of a bucket are counted exactly
     * @param rest after a longer time without an event the key begins anew, milliseconds
     */
    public BucketHistory(long width, int exact, long rest) {
        this(width, exact, rest, true);
    }

    /** As {@link #BucketHistory(long, int, long)}; {@code sampled} says whether some of the events are kept to be shown. */
    public BucketHistory(long width, int exact, long rest, boolean sampled) {
        this.stretches = new Stretches(rest);
        this.width = width;
        this.open = new TimeBuckets(width, exact, sampled);
    }

    public boolean isEmpty() {
        return stretches.isEmpty() && closed == 0 && open.isEmpty();
    }

    /**
     * Start of the first bucket of those that lead to the bucket which starts then without a rest; {@link Long#MAX_VALUE} if there is
     * none.
     */
    public long since(long start) {
        return stretches.reaching(start);
    }

    /** Start of the last bucket; the smallest number if there is none. */
    public long last() {
        return stretches.last();
    }

    /** The buckets that events can still join. */
    public TimeBuckets open() {
        return open;
    }

    /** Adds the event to its bucket and returns that; null if it is closed, and the event too late to be told from a copy. */
    public @Nullable Bucket add(Evidence evidence) {
        long start = open.startOf(evidence.time());
        if (indexOf(start) >= 0) {
            return null;
        }
        stretches.add(start);
        return open.add(evidence);
    }

    private int indexOf(long start) {
        return Arrays.binarySearch(starts, 0, closed, start);
    }

    /** Distinct events of the bucket that starts then. */
    public long count(long start) {
        return marked(start) >>> 1;
    }

    public boolean estimated(long start) {
        return (marked(start) & 1) == 1;
    }

    /** Twice the {@link #count}, odd where that is {@link #estimated}. */
    public long marked(long start) {
        int at = indexOf(start);
        if (at >= 0) {
            return counts[at];
        }
        Bucket bucket = open.find(start);
        return bucket == null ? 0 : bucket.count() << 1 | (bucket.estimated() ? 1 : 0);
    }

    /** No bucket holds more events. */
    public long peak() {
        long peak = most;
        for (Bucket bucket : open.buckets()) {
            peak = Math.max(peak, bucket.count());
        }
        return peak;
    }

    /** Start of the last closed bucket that held an event; the smallest number if there is none. */
    public long lastClosed() {
        return closed == 0 ? Long.MIN_VALUE : starts[closed - 1];
    }

    /** Closes the buckets that end at or before the horizon, and drops the closed ones that start before {@code oldest}. */
    public void forget(long horizon, long oldest) {
        for (Bucket bucket : open.buckets()) {
            if (bucket.start() + width <= horizon) {
                close(bucket.start(), (int) Math.min(MOST, bucket.count()) << 1 | (bucket.estimated() ? 1 : 0));
            }
        }
        open.forget(horizon);
        stretches.forget(open.startOf(Math.max(horizon, Long.MIN_VALUE / 2)));
        int from = Arrays.binarySearch(starts, 0, closed, oldest);
        from = from < 0 ? -from - 1 : from;
        if (from > 0) {
            closed -= from;
            starts = Arrays.copyOfRange(starts, from, from + closed);
            counts = Arrays.copyOfRange(counts, from, from + closed);
        }
    }

    /** Of two numbers for one bucket the larger stands. */
    private void close(long start, int count) {
        most = Math.max(most, count >>> 1);
        int at = indexOf(start);
        if (at >= 0) {
            counts[at] = Math.max(counts[at], count);
            return;
        }
        at = -at - 1;
        if (closed == starts.length) {
            starts = Arrays.copyOf(starts, closed + 8 + (closed >> 2));
            counts = Arrays.copyOf(counts, starts.length);
        }
        System.arraycopy(starts, at, starts, at + 1, closed - at);
        System.arraycopy(counts, at, counts, at + 1, closed - at);
        starts[at] = start;
        counts[at] = count;
        closed++;
    }

    /** A bucket that is closed on one side stays closed. */
    public void merge(BucketHistory other) {
        stretches.merge(other.stretches);
        for (int i = 0; i < other.closed; i++) {
            close(other.starts[i], other.counts[i]);
        }
        open.merge(other.open);
        open.buckets().removeIf(bucket -> indexOf(bucket.start()) >= 0);
    }

    public void encode(BytesOut out) {
        open.encode(out);
        out.writeVarint(closed);
        long before = 0;
        for (int i = 0; i < closed; i++) {
            long number = starts[i] / width;
            out.writeSigned(number - before);
            out.writeVarint(counts[i]);
            before = number;
        }
        stretches.encode(out, width);
    }

    /** Fills this empty state from bytes that {@link #encode} wrote. */
    public BucketHistory decode(BytesIn in) {
        open.decode(in);
        closed = in.readInt();
        starts = new long[closed];
        counts = new int[closed];
        long number = 0;
        for (int i = 0; i < closed; i++) {
            number += in.readSigned();
            starts[i] = number * width;
            counts[i] = in.readInt();
            most = Math.max(most, counts[i] >>> 1);
        }
        stretches.decode(in, width);
        return this;
    }
}
