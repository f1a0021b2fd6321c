package io.tokenwatch.detector;

import io.tokenwatch.state.BucketHistory;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.TimeBuckets.Bucket;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an {@link Outlier} knows of a key: how many events each bucket of time held, and the last event of those that are closed. */
final class KnownBuckets {
    private final BucketHistory history;
    private final long width;
    private @Nullable Evidence lastClosed;

    /** By the start of the bucket: of a busy key the same few are asked for at each event. */
    private final TreeMap<Long, Baseline> baselines = new TreeMap<>();

    KnownBuckets(BucketHistory history, long width) {
        this.history = history;
        this.width = width;
    }

    BucketHistory history() {
        return history;
    }

    boolean isWarm(long bucket) {
        return Baseline.isWarm(history, bucket);
    }

    /** Of the bucket that starts then; only where that {@link #isWarm}. */
    Baseline baseline(long bucket) {
        return baselines.computeIfAbsent(bucket, start -> Baseline.of(history, start, width));
    }

    /** Adds the event to its bucket and returns that; null if it is closed, and the event too late to be told from a copy. */
    @Nullable
    Bucket add(Evidence evidence) {
        Bucket bucket = history.add(evidence);
        if (bucket != null && !baselines.isEmpty()) {
            baselines.tailMap(bucket.start() + Baseline.DAY - width, true).clear();
        }
        return bucket;
    }

    /** Closes the buckets that end at or before the horizon, and drops the closed ones that start before {@code oldest}. */
    void forget(long horizon, long oldest) {
        history.forget(horizon, oldest);
        baselines.headMap(horizon - width, true).clear();
        lastClosed = history.isEmpty() ? null : lastClosed;
    }

    /** Only where there is a closed bucket, and {@link #close} has heard of it. */
    Evidence lastClosed() {
        return Objects.requireNonNull(lastClosed);
    }

    /** Takes note of an event of a bucket that will be closed. */
    void close(Evidence evidence) {
        if (lastClosed == null || Evidence.compare(lastClosed, evidence) < 0) {
            lastClosed = evidence.copy();
        }
    }

    void merge(KnownBuckets other) {
        history.merge(other.history);
        baselines.clear();
        if (other.lastClosed != null) {
            close(other.lastClosed);
        }
    }

    void encode(BytesOut out) {
        history.encode(out);
        Evidence last = lastClosed;
        out.writeByte(last == null ? 0 : 1);
        if (last != null) {
            last.encode(out, 0);
        }
    }

    /** Fills this empty state from bytes that {@link #encode} wrote. */
    KnownBuckets decode(BytesIn in) {
        history.decode(in);
        if (in.readByte() == 1) {
            lastClosed = Evidence.decode(in, 0);
        }
        return this;
    }
}
