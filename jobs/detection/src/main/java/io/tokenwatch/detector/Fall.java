package io.tokenwatch.detector;

import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.TimeBuckets.Bucket;
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
final class Fall extends Outlier {
    private static final int SILENCE = 12;

    Fall(long width, int floor, double z, int exact) {
        super(width, floor, z, exact);
    }

    @Override
    public boolean add(KnownBuckets state, Evidence evidence) {
        return addFrom(state, evidence) != Long.MAX_VALUE;
    }

    /** Later buckets, whose baseline holds that one, and empty ones soon after it are decided later than itself. */
    @Override
    public long addFrom(KnownBuckets state, Evidence evidence) {
        long start = state.history().open().startOf(evidence.time());
        if (state.add(evidence) == null || state.history().peak() < floor()) {
            return Long.MAX_VALUE; // too late to be told from a copy; or never enough that less would say something
        }
        return last(start);
    }

    /** The last instant of a bucket: when it is past, the bucket holds what it holds. */
    private long last(long start) {
        return start + width() - 1;
    }

    @Override
    public void findings(KnownBuckets state, Consumer<Finding> out) {
        eachFall(state, Long.MIN_VALUE, (start, usual) -> {
            out.accept(finding(state, start, usual));
            return false;
        });
    }

    @Override
    public long decidesAfter(KnownBuckets state, long time) {
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
    private void eachFall(KnownBuckets state, long after, Visitor out) {
        if (state.history().peak() < floor()) {
            return;
        }
        long next = Long.MIN_VALUE;
        long closed = state.history().lastClosed();
        List<Bucket> open = state.history().open().buckets();
        for (int i = closed == Long.MIN_VALUE ? 0 : -1; i < open.size(); i++) {
            long held = i < 0 ? closed : open.get(i).start();
            for (long start = Math.max(next, i < 0 ? held + width() : held);
                    start <= held + SILENCE * width();
                    start += width()) {
                Baseline usual = last(start) > after ? fallen(state, start) : null;
                if (usual != null && out.visit(start, usual)) {
                    return;
                }
                next = start + width();
            }
        }
    }

    /** What is usual, if the bucket holds so much less. */
    private @Nullable Baseline fallen(KnownBuckets state, long start) {
        if (!state.isWarm(start)) {
            return null;
        }
        Baseline usual = state.baseline(start);
        return usual.median() >= floor() && state.history().count(start) <= usual.limit(z()) ? usual : null;
    }

    private Finding finding(KnownBuckets state, long start, Baseline usual) {
        List<Evidence> evidence = shown(state, start);
        long count = state.history().count(start);
        boolean estimated = state.history().estimated(start) || usual.estimated();
        List<Fact> facts = new ArrayList<>();
        facts.add(countFact(count, estimated, "<=" + usual.limit(z())));
        facts.addAll(facts(usual));
        Evidence trigger = evidence.get(evidence.size() - 1);
        return new Finding(
                start + width(),
                trigger,
                1,
                estimated,
                evidence,
                facts,
                start + width(),
                Long.MAX_VALUE,
                last(start),
                null);
    }

    /** Some of the bucket's events; where it has none, the last event before it. */
    private static List<Evidence> shown(KnownBuckets state, long start) {
        List<Bucket> open = state.history().open().buckets();
        Bucket own = state.history().open().find(start);
        if (own != null) {
            return own.sample();
        }
        int before = state.history().open().firstFrom(start) - 1;
        if (before < 0) {
            return List.of(state.lastClosed());
        }
        List<Evidence> sample = open.get(before).sample();
        return sample.subList(sample.size() - 1, sample.size());
    }

    @Override
    public List<NearMiss> nearest(KnownBuckets state, Evidence about) {
        long start = state.history().open().startOf(about.time());
        List<Lack> lacks = new ArrayList<>();
        if (!state.isWarm(start)) {
            lacks.add(history(state, start));
        } else {
            Baseline usual = state.baseline(start);
            if (usual.median() < floor()) {
                lacks.add(new Lack("correlation.floor", text(usual.median()), ">=" + floor()));
            } else {
                lacks.add(new Lack("correlation.z", state.history().count(start) + "", "<=" + usual.limit(z())));
            }
        }
        return List.of(new NearMiss(lacks, List.of(about)));
    }

    /** A day more: what is judged may lie before what is open. */
    @Override
    long kept() {
        return (Baseline.DAYS + 1) * Baseline.DAY + width();
    }

    @Override
    public void forget(KnownBuckets state, long horizon) {
        Predicate<Bucket> isOver = bucket -> bucket.start() + width() <= horizon;
        state.history().open().buckets().stream().filter(isOver).forEach(bucket -> {
            List<Evidence> sample = bucket.sample();
            state.close(sample.get(sample.size() - 1));
        });
        long oldestOpen = state.history().open().startOf(Math.max(horizon, Long.MIN_VALUE / 2));
        state.forget(horizon, oldestOpen - kept());
    }

    @Override
    public boolean waits() {
        return true;
    }
}
