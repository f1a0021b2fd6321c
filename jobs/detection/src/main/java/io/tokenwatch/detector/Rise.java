package io.tokenwatch.detector;

import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.Earliest;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.TimeBuckets.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code spike}: a bucket of time holds so much more than is usual, as soon as it does. See {@link Spike} for what is kept. */
final class Rise extends Outlier {
    Rise(long width, int floor, double z, int exact) {
        super(width, floor, z, exact);
    }

    @Override
    public boolean add(KnownBuckets state, Evidence evidence) {
        long start = state.history().open().startOf(evidence.time());
        Bucket before = state.history().open().find(start);
        boolean held = before != null && before.estimated() && holds(state, before); // an estimate may go down
        return holds(state, state.add(evidence)) || held || isHistory(state, start);
    }

    private boolean holds(KnownBuckets state, @Nullable Bucket bucket) {
        return bucket != null
                && bucket.count() >= floor()
                && state.isWarm(bucket.start())
                && bucket.count() >= state.baseline(bucket.start()).threshold(floor(), z());
    }

    /** Whether a bucket that could be a spike has that one in its history: in order of time there is none. */
    private boolean isHistory(KnownBuckets state, long start) {
        List<Bucket> open = state.history().open().buckets();
        for (int i = state.history().open().firstFrom(start + Baseline.DAY - width()); i < open.size(); i++) {
            if (open.get(i).count() >= floor()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void findings(KnownBuckets state, Consumer<Finding> out) {
        for (Bucket bucket : state.history().open().buckets()) {
            if (holds(state, bucket)) {
                out.accept(finding(bucket, state.baseline(bucket.start())));
            }
        }
    }

    /** Its time is that of the event that reached the threshold; beyond what is counted exactly, that of the last exact one. */
    private Finding finding(Bucket bucket, Baseline usual) {
        long threshold = usual.threshold(floor(), z());
        Earliest earliest = bucket.earliest();
        boolean known = threshold <= earliest.size();
        long reached = earliest.time((int) Math.min(threshold, earliest.size()) - 1);
        List<Fact> facts = new ArrayList<>();
        facts.add(countFact(bucket.count(), bucket.estimated(), ">=" + threshold));
        facts.addAll(facts(usual));
        facts.add(Fact.baseline(
                "threshold",
                about(usual) + threshold,
                "the larger of " + floor() + " and median + " + text(z()) + " * spread"));
        List<Evidence> evidence = bucket.sample();
        return new Finding(
                reached,
                evidence.get(0),
                bucket.count() - (known ? earliest.before(reached) : threshold - 1),
                bucket.estimated() || usual.estimated(),
                evidence,
                facts,
                bucket.start() + width());
    }

    @Override
    public List<NearMiss> nearest(KnownBuckets state, Evidence about) {
        Bucket bucket = state.history().open().find(state.history().open().startOf(about.time()));
        if (bucket == null || holds(state, bucket)) {
            return List.of();
        }
        List<Lack> lacks = new ArrayList<>();
        if (bucket.count() < floor()) {
            lacks.add(new Lack("correlation.floor", bucket.count() + "", ">=" + floor()));
        }
        if (!state.isWarm(bucket.start())) {
            lacks.add(history(state, bucket.start()));
        } else if (lacks.isEmpty()) {
            long threshold = state.baseline(bucket.start()).threshold(floor(), z());
            lacks.add(new Lack("correlation.z", bucket.count() + "", ">=" + threshold));
        }
        return List.of(new NearMiss(lacks, List.of(about)));
    }

    @Override
    long kept() {
        return Baseline.DAYS * Baseline.DAY + width();
    }

    /** The buckets that no open bucket, and none still to come, has in its history. */
    @Override
    public void forget(KnownBuckets state, long horizon) {
        long oldestOpen = state.history().open().startOf(Math.max(horizon, Long.MIN_VALUE / 2));
        state.forget(horizon, oldestOpen - kept());
    }
}
