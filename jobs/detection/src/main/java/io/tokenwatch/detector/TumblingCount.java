package io.tokenwatch.detector;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.TimeBuckets;
import io.tokenwatch.state.TimeBuckets.Bucket;
import io.tokenwatch.yaml.Duration;
import java.util.List;
import java.util.function.Consumer;

/** At least n events in a tumbling window: one finding per full window, from the n-th event on. */
final class TumblingCount implements Detector<TimeBuckets> {
    private final long width;
    private final int least;
    private final int exact;

    TumblingCount(long width, int least, int exact) {
        this.width = width;
        this.least = least;
        this.exact = exact;
    }

    @Override
    public long reach() {
        return width;
    }

    @Override
    public long memory() {
        return width;
    }

    @Override
    public Omissions omissions() {
        return Omissions.NONE.counted(new Counted(1, width, least));
    }

    @Override
    public TimeBuckets fresh() {
        return new TimeBuckets(width, exact);
    }

    @Override
    public boolean add(TimeBuckets state, Evidence evidence) {
        return state.add(evidence).earliest().size() >= least;
    }

    @Override
    public void findings(TimeBuckets state, Consumer<Finding> out) {
        for (Bucket bucket : state.buckets()) {
            if (bucket.earliest().size() >= least) {
                out.accept(finding(bucket));
            }
        }
    }

    private Finding finding(Bucket bucket) {
        List<Evidence> evidence = bucket.sample();
        long full = bucket.earliest().time(least - 1);
        String counted = (bucket.estimated() ? "about " : "") + bucket.count();
        String needed = ">=" + least + " within " + Duration.text(width);
        return new Finding(
                full,
                evidence.get(0),
                bucket.count() - bucket.earliest().before(full),
                bucket.estimated(),
                evidence,
                List.of(Fact.threshold("count", counted, needed)),
                bucket.start() + width);
    }

    @Override
    public List<NearMiss> nearest(TimeBuckets state, Evidence about) {
        return state.buckets().stream()
                .filter(bucket -> bucket.start() == Math.floorDiv(about.time(), width) * width)
                .filter(bucket -> bucket.earliest().size() < least)
                .map(bucket -> NearMiss.of("condition", bucket.count() + "", ">=" + least, List.of(about)))
                .toList();
    }

    @Override
    public void forget(TimeBuckets state, long horizon) {
        state.forget(horizon);
    }

    @Override
    public boolean isEmpty(TimeBuckets state) {
        return state.isEmpty();
    }

    @Override
    public long emptyAt(TimeBuckets state) {
        return state.end();
    }

    /** Never: beyond the exact bound the count is an estimate, and marked as one. */
    @Override
    public boolean truncated(TimeBuckets state) {
        return false;
    }

    /** A late event can make another one the n-th, and so move the finding to an earlier bucket. */
    @Override
    public boolean withdrawable() {
        return true;
    }

    @Override
    public void merge(TimeBuckets into, TimeBuckets from) {
        into.merge(from);
    }

    @Override
    public void encode(TimeBuckets state, BytesOut out) {
        state.encode(out);
    }

    @Override
    public TimeBuckets decode(BytesIn in) {
        return fresh().decode(in);
    }
}
