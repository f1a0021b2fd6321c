package io.tokenwatch.detector;

import io.tokenwatch.state.BucketHistory;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.TimeBuckets.Bucket;
import java.util.List;
import java.util.function.Consumer;

/** Failures and all events of a key, per bucket. */
final class BurnState {
    /**
     * The two windows that end with a bucket.
     *
     * @param last the failures of that bucket
     */
    record Windows(Bucket last, long longFailed, long longAll, long shortFailed, long shortAll, boolean estimated) {}

    private final long width;
    private final BucketHistory failed;
    private final BucketHistory all;

    BurnState(long width, int exact) {
        this.width = width;
        this.failed = new BucketHistory(width, exact, Burn.BUCKETS * width);
        this.all = new BucketHistory(width, exact, Burn.BUCKETS * width, false);
    }

    long startOf(long time) {
        return failed.open().startOf(time);
    }

    void add(Evidence evidence) {
        if (evidence.step() == 0) {
            failed.add(evidence);
        }
        all.add(evidence);
    }

    /** Each pair of windows that ends with a bucket which is open and holds a failure. */
    void forEach(Consumer<Windows> out) {
        forEach(Long.MIN_VALUE, Long.MAX_VALUE, out);
    }

    /** As {@link #forEach(Consumer)}, those that the bucket which starts then is part of. */
    void forEachWith(long start, Consumer<Windows> out) {
        forEach(start, start + (Burn.BUCKETS - 1) * width, out);
    }

    private void forEach(long from, long to, Consumer<Windows> out) {
        List<Bucket> open = failed.open().buckets();
        Sums sums = new Sums();
        for (int i = failed.open().firstFrom(from);
                i < open.size() && open.get(i).start() <= to;
                i++) {
            sums.moveTo(open.get(i).start());
            out.accept(sums.windows(open.get(i)));
        }
    }

    /** The sums of the windows that end with a bucket, and from there those that end with a later one. */
    private final class Sums {
        private boolean begun;
        /** The last bucket that is not counted. */
        private long began;

        private long end;
        private long longFailed;
        private long longAll;
        private long shortFailed;
        private long shortAll;
        private int estimates;

        void moveTo(long start) {
            long before = start - Burn.BUCKETS * width;
            if (!begun || end < before) {
                begin(before);
            }
            while (end < start) {
                end += width;
                count(end, 1, true, true);
                leave(Burn.BUCKETS, true);
                leave(Burn.SHORT_BUCKETS, false);
            }
        }

        private void begin(long before) {
            begun = true;
            began = before;
            end = before;
            longFailed = 0;
            longAll = 0;
            shortFailed = 0;
            shortAll = 0;
            estimates = 0;
        }

        /** What was never counted does not leave. */
        private void leave(int buckets, boolean isLong) {
            if (end - buckets * width > began) {
                count(end - buckets * width, -1, isLong, !isLong);
            }
        }

        private void count(long start, int sign, boolean isLong, boolean isShort) {
            long ofAll = all.marked(start);
            if (ofAll == 0) {
                return;
            }
            long ofFailed = failed.marked(start);
            long total = ofAll >>> 1;
            long bad = Math.min(ofFailed >>> 1, total);
            if (isLong) {
                longFailed += sign * bad;
                longAll += sign * total;
                estimates += ((ofAll | ofFailed) & 1) == 1 ? sign : 0;
            }
            if (isShort) {
                shortFailed += sign * bad;
                shortAll += sign * total;
            }
        }

        Windows windows(Bucket last) {
            return new Windows(last, longFailed, longAll, shortFailed, shortAll, estimates > 0);
        }
    }

    /** Start of the first bucket of the long window that holds an event. */
    long firstOf(Windows windows) {
        long start = windows.last.start() - (Burn.BUCKETS - 1) * width;
        while (start < windows.last.start() && all.marked(start) == 0) {
            start += width;
        }
        return start;
    }

    void forget(long horizon, long timespan) {
        long oldest = Math.floorDiv(horizon - timespan, width) * width;
        failed.forget(horizon, oldest);
        all.forget(horizon, oldest);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    long emptyAt(long timespan) {
        return isEmpty() ? Long.MIN_VALUE : all.last() + timespan + width;
    }

    void merge(BurnState other) {
        failed.merge(other.failed);
        all.merge(other.all);
    }

    void encode(BytesOut out) {
        failed.encode(out);
        all.encode(out);
    }

    BurnState decode(BytesIn in) {
        failed.decode(in);
        all.decode(in);
        return this;
    }
}
