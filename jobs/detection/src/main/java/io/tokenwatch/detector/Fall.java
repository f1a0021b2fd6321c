package io.tokenwatch.detector;

import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.BucketHistory;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.TimeBuckets.Bucket;
import io.tokenwatch.yaml.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code spike} with {@code direction: fall}: a bucket of a key that usually holds {@code floor} events or more at that time of day
 * holds at least {@code z} spreads fewer, as soon as its time is over. A bucket without any event is judged if one of the
 * {@value #SILENCE} before it had some: a key that has fallen silent for longer has been told, and is a matter of {@code absence}.
 *
 * <p>State per key: as {@link Spike}, and the last event of the closed buckets, to be shown when nothing else came.
 */
record Fall(long width, int floor, double z, int exact) implements Detector<Fall.Known> {
    private static final int SILENCE = 12;

    /** The history, and the latest event of what is closed in it. */
    static final class Known {
        private final BucketHistory history;
        private @Nullable Evidence closed;

        private Known(BucketHistory history) {
            this.history = history;
        }

        private void close(Evidence evidence) {
            if (closed == null || Evidence.compare(closed, evidence) < 0) {
                closed = evidence.copy();
            }
        }
    }

    @Override
    public long reach() {
        return Baseline.WARM_DAYS * Baseline.DAY;
    }

    @Override
    public Known fresh() {
        return new Known(new BucketHistory(width, exact));
    }

    @Override
    public boolean add(Known state, Evidence evidence) {
        return addFrom(state, evidence) != Long.MAX_VALUE;
    }

    @Override
    public long addFrom(Known state, Evidence evidence) {
        long start = state.history.open().startOf(evidence.time());
        if (state.history.add(evidence) == null || state.history.peak() < floor) {
            return Long.MAX_VALUE; // too late to be told from a copy; or never enough that less would say something
        }
        long changes = start + Baseline.DAY - (1 + SILENCE) * width;
        boolean isHistory = state.history.open().firstFrom(changes)
                < state.history.open().buckets().size();
        return isHistory ? Long.MIN_VALUE : last(start);
    }

    /** The last instant of a bucket: when it is past, the bucket holds what it holds. */
    private long last(long start) {
        return start + width - 1;
    }

    @Override
    public void findings(Known state, Consumer<Finding> out) {
        eachFall(state, Long.MIN_VALUE, (start, usual) -> {
            out.accept(finding(state, start, usual));
            return false;
        });
    }

    @Override
    public long decidesAfter(Known state, long time) {
        long[] earliest = {Long.MAX_VALUE};
        eachFall(state, time, (start, usual) -> {
            earliest[0] = last(start);
            return true;
        });
        return earliest[0];
    }

    private interface Visitor {
        /** Says whether that is enough. */
        boolean visit(long start, Baseline usual);
    }

    /** In order of time: of the buckets that end after that time, those that held events, and those that come soon after. */
    private void eachFall(Known state, long after, Visitor out) {
        if (state.history.peak() < floor) {
            return;
        }
        long next = Long.MIN_VALUE;
        long closed = state.history.lastClosed();
        List<Bucket> open = state.history.open().buckets();
        for (int i = closed == Long.MIN_VALUE ? 0 : -1; i < open.size(); i++) {
            long held = i < 0 ? closed : open.get(i).start();
            for (long start = Math.max(next, i < 0 ? held + width : held);
                    start <= held + SILENCE * width;
                    start += width) {
                Baseline usual = last(start) > after ? fallen(state, start) : null;
                if (usual != null && out.visit(start, usual)) {
                    return;
                }
                next = start + width;
            }
        }
    }

    /** What is usual, if the bucket holds so much less. */
    private @Nullable Baseline fallen(Known state, long start) {
        if (!Baseline.isWarm(state.history, start)) {
            return null;
        }
        Baseline usual = Baseline.of(state.history, start, width);
        return usual.median() >= floor && state.history.count(start) <= usual.limit(z) ? usual : null;
    }

    private Finding finding(Known state, long start, Baseline usual) {
        List<Evidence> evidence = shown(state, start);
        long count = state.history.count(start);
        boolean estimated = state.history.estimated(start) || usual.estimated();
        String about = usual.estimated() ? "about " : "";
        List<Fact> facts = List.of(
                Fact.baseline(
                        "count",
                        (estimated ? "about " : "") + count,
                        "<=" + usual.limit(z) + " within " + Duration.text(width)),
                Fact.baseline(
                        "median",
                        about + Spike.text(usual.median()),
                        usual.buckets() + " buckets at this time of the " + Baseline.DAYS + " days before"),
                Fact.baseline(
                        "spread",
                        about + Spike.text(usual.spread()),
                        "the largest of 1.4826 MAD, the root of the median, and 1"));
        Evidence trigger = evidence.get(evidence.size() - 1);
        return new Finding(
                start + width,
                trigger,
                1,
                estimated,
                evidence,
                facts,
                start + width,
                Long.MAX_VALUE,
                last(start),
                null);
    }

    /** Some of the bucket's events; where it has none, the last event before it. */
    private static List<Evidence> shown(Known state, long start) {
        List<Bucket> open = state.history.open().buckets();
        Bucket own = state.history.open().find(start);
        if (own != null) {
            return own.sample();
        }
        int before = state.history.open().firstFrom(start) - 1;
        if (before < 0) {
            return List.of(java.util.Objects.requireNonNull(state.closed));
        }
        List<Evidence> sample = open.get(before).sample();
        return sample.subList(sample.size() - 1, sample.size());
    }

    @Override
    public List<NearMiss> nearest(Known state, Evidence about) {
        long start = state.history.open().startOf(about.time());
        List<Lack> lacks = new ArrayList<>();
        if (!Baseline.isWarm(state.history, start)) {
            String known = Duration.text(Math.max(0, start - state.history.first()));
            lacks.add(new Lack("correlation.history", known, ">=" + Baseline.WARM_DAYS + "d"));
        } else {
            Baseline usual = Baseline.of(state.history, start, width);
            if (usual.median() < floor) {
                lacks.add(new Lack("correlation.floor", Spike.text(usual.median()), ">=" + floor));
            } else {
                lacks.add(new Lack("correlation.z", state.history.count(start) + "", "<=" + usual.limit(z)));
            }
        }
        return List.of(new NearMiss(lacks, List.of(about)));
    }

    @Override
    public void forget(Known state, long horizon) {
        Predicate<Bucket> isOver = bucket -> bucket.start() + width <= horizon;
        state.history.open().buckets().stream().filter(isOver).forEach(bucket -> {
            List<Evidence> sample = bucket.sample();
            state.close(sample.get(sample.size() - 1));
        });
        long oldestOpen = state.history.open().startOf(Math.max(horizon, Long.MIN_VALUE / 2));
        state.history.forget(horizon, oldestOpen - (Baseline.DAYS + 1) * Baseline.DAY - width);
    }

    @Override
    public boolean isEmpty(Known state) {
        return state.history.isEmpty();
    }

    /** Never: that a key is known must not be forgotten, or the empty buckets of an old client would say nothing. */
    @Override
    public long emptyAt(Known state) {
        return state.history.isEmpty() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** Never: beyond the exact bound the counts are estimates, and marked as such. */
    @Override
    public boolean truncated(Known state) {
        return false;
    }

    @Override
    public boolean waits() {
        return true;
    }

    /** What is missing may come late. */
    @Override
    public boolean withdrawable() {
        return true;
    }

    @Override
    public void merge(Known into, Known from) {
        into.history.merge(from.history);
        if (from.closed != null) {
            into.close(from.closed);
        }
    }

    @Override
    public void encode(Known state, BytesOut out) {
        state.history.encode(out);
        Evidence closed = state.closed;
        out.writeByte(closed == null ? 0 : 1);
        if (closed != null) {
            out.writeSigned(closed.time());
            out.writeLong(closed.hash());
            out.writeBlock(closed.bytes(), closed.from(), closed.length());
        }
    }

    @Override
    public Known decode(BytesIn in) {
        Known state = new Known(new BucketHistory(width, exact).decode(in));
        if (in.readByte() == 1) {
            long time = in.readSigned();
            long hash = in.readLong();
            byte[] bytes = in.readBlock();
            state.closed = new Evidence().over(time, hash, 0, bytes, 0, bytes.length);
        }
        return state;
    }
}
