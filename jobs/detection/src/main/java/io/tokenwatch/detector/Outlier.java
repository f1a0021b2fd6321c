package io.tokenwatch.detector;

import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.BucketHistory;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.yaml.Duration;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What {@link Rise} and {@link Fall} share: a bucket of a key that is so many spreads away from its {@link Baseline}. */
abstract class Outlier implements Detector<KnownBuckets> {
    private final long width;
    private final int floor;
    private final double z;
    private final int exact;

    /**
     * @param width length of a bucket in milliseconds, of which a day is a whole number
     * @param floor fewer events than that say nothing
     * @param z how many spreads away is too many
     * @param exact how many events of a bucket are counted exactly
     */
    Outlier(long width, int floor, double z, int exact) {
        this.width = width;
        this.floor = floor;
        this.z = z;
        this.exact = exact;
    }

    final long width() {
        return width;
    }

    final int floor() {
        return floor;
    }

    final double z() {
        return z;
    }

    /** How far back the history of a bucket goes, ms: after a longer rest a key is new again. */
    abstract long kept();

    @Override
    public final long reach() {
        return Baseline.WARM_DAYS * Baseline.DAY;
    }

    @Override
    public final KnownBuckets fresh() {
        return new KnownBuckets(new BucketHistory(width, exact, kept()), width);
    }

    /** @param limit what the rule allows, beginning with the comparison */
    final Fact countFact(long count, boolean estimated, String limit) {
        return Fact.baseline("count", (estimated ? "about " : "") + count, limit + " within " + Duration.text(width));
    }

    static List<Fact> facts(Baseline usual) {
        return List.of(
                Fact.baseline(
                        "median",
                        about(usual) + text(usual.median()),
                        usual.buckets() + " buckets at this time of the " + Baseline.DAYS + " days before"),
                Fact.baseline(
                        "spread",
                        about(usual) + text(usual.spread()),
                        "the largest of 1.4826 MAD, the root of the median, and 1"));
    }

    static String about(Baseline usual) {
        return usual.estimated() ? "about " : "";
    }

    static String text(double number) {
        return BigDecimal.valueOf(number)
                .setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Of a bucket that is not warm. */
    static Lack history(KnownBuckets state, long start) {
        String known = Duration.text(
                Math.max(0, start - Math.min(start, state.history().since(start))));
        return new Lack("correlation.history", known, ">=" + Baseline.WARM_DAYS + "d");
    }

    @Override
    public final boolean isEmpty(KnownBuckets state) {
        return state.history().isEmpty();
    }

    /** When the last bucket is in nobody's history any more. */
    @Override
    public final long emptyAt(KnownBuckets state) {
        return isEmpty(state) ? Long.MIN_VALUE : state.history().last() + kept() + width;
    }

    /** Never: beyond the exact bound the counts are estimates, and marked as such. */
    @Override
    public final boolean truncated(KnownBuckets state) {
        return false;
    }

    /**
     * Of a fall, what is missing may come late. Of a rise, history is older than any lateness; but while a backlog is read, a day may
     * arrive before the one that it is held to.
     */
    @Override
    public final boolean withdrawable() {
        return true;
    }

    @Override
    public final void merge(KnownBuckets into, KnownBuckets from) {
        into.merge(from);
    }

    @Override
    public final void encode(KnownBuckets state, BytesOut out) {
        state.encode(out);
    }

    @Override
    public final KnownBuckets decode(BytesIn in) {
        return fresh().decode(in);
    }
}
