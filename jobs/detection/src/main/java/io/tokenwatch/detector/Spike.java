package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.BucketHistory;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Earliest;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.TimeBuckets.Bucket;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code spike}: a bucket of time holds at least {@code floor} events of the key, and at least {@code z} spreads more than the median
 * of its own {@link Baseline}. In the first seven days of a key nothing is a spike. With {@code direction: fall} it is the other way
 * round, see {@link Fall}.
 *
 * <p>State per key: an open bucket takes 16 bytes per event up to max({@code floor}, {@code max_evidence}), 4,096 at most, then 1 KiB
 * more and no more for any number of events, whose count is an estimate then; and the sample that is shown. A bucket that ends before
 * the horizon is a number. 14 days of them are kept: with 5 minutes at most 4,034, 48 KiB in memory and some 12 KiB stored, for a
 * key that never rests. When the key was first seen is kept for ever.
 */
@AutoService(CorrelationType.class)
public final class Spike implements CorrelationType {
    enum Direction {
        RISE,
        FALL
    }

    private static final long NARROWEST = 60_000;
    private static final long WIDEST = 8 * 3_600_000;
    private static final int MOST_EXACT = 4096;
    private static final BigDecimal MOST_SPREADS = BigDecimal.valueOf(1000);

    @Override
    public String name() {
        return "spike";
    }

    @Override
    public Detector<?> compile(CorrelationReader reader) {
        reader.refuseSteps();
        YamlMap map = reader.map();
        map.required("floor", "20");
        int floor = (int) map.within("floor", 1, 1, 1_000_000);
        int exact = Math.min(MOST_EXACT, Math.max(floor, reader.maxEvidence()));
        boolean falls = map.choice("direction", Direction.class, Direction.RISE) == Direction.FALL;
        return falls
                ? new Fall(width(map), floor, spreads(map), exact)
                : new Above(width(map), floor, spreads(map), exact);
    }

    /** It divides the day, so that buckets of different days are at the same time; its neighbours leave room for lateness. */
    private static long width(YamlMap map) {
        long width = map.duration("bucket", 300_000);
        if (width < NARROWEST || width > WIDEST || Baseline.DAY % width != 0) {
            map.get("bucket")
                    .ifPresent(value -> value.fault(
                            FaultKind.OUT_OF_RANGE,
                            "a bucket is from 1m to 8h, and a day is a whole number of them",
                            "write such as 5m or 1h"));
            return 300_000;
        }
        return width;
    }

    private static double spreads(YamlMap map) {
        Optional<YamlValue> value = map.get("z");
        BigDecimal z = value.flatMap(YamlValue::decimal).orElse(BigDecimal.valueOf(4));
        if (z.signum() <= 0 || z.compareTo(MOST_SPREADS) > 0) {
            value.ifPresent(
                    v -> v.fault(FaultKind.OUT_OF_RANGE, "'z' must be above 0 and at most 1000", "write 'z: 4'"));
            return 4;
        }
        return z.doubleValue();
    }

    static String text(double number) {
        return BigDecimal.valueOf(number)
                .setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** The history, and the baseline last worked out: of a busy key the same one is asked for at each event. */
    private static final class Known {
        private final BucketHistory history;
        private @Nullable Baseline usual;
        private long start;
        private int revision;

        Known(BucketHistory history) {
            this.history = history;
        }

        Baseline baseline(long bucket, long width) {
            Baseline known = usual;
            if (known == null || start != bucket || revision != history.revision()) {
                known = Baseline.of(history, bucket, width);
                usual = known;
                start = bucket;
                revision = history.revision();
            }
            return known;
        }
    }

    private record Above(long width, int floor, double z, int exact) implements Detector<Known> {
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
            long start = state.history.open().startOf(evidence.time());
            Bucket before = state.history.open().find(start);
            boolean held = before != null && before.estimated() && holds(state, before); // an estimate may go down
            return holds(state, state.history.add(evidence)) || held || isHistory(state, start);
        }

        private boolean holds(Known state, @Nullable Bucket bucket) {
            return bucket != null
                    && bucket.count() >= floor
                    && Baseline.isWarm(state.history, bucket.start())
                    && bucket.count() >= state.baseline(bucket.start(), width).threshold(floor, z);
        }

        /** Whether a bucket that could be a spike has that one in its history: in order of time there is none. */
        private boolean isHistory(Known state, long start) {
            List<Bucket> open = state.history.open().buckets();
            for (int i = state.history.open().firstFrom(start + Baseline.DAY - width); i < open.size(); i++) {
                if (open.get(i).count() >= floor) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void findings(Known state, Consumer<Finding> out) {
            for (Bucket bucket : state.history.open().buckets()) {
                if (holds(state, bucket)) {
                    out.accept(finding(bucket, state.baseline(bucket.start(), width)));
                }
            }
        }

        /** Its time is that of the event that reached the threshold; beyond what is counted exactly, that of the last exact one. */
        private Finding finding(Bucket bucket, Baseline usual) {
            long threshold = usual.threshold(floor, z);
            Earliest earliest = bucket.earliest();
            boolean known = threshold <= earliest.size();
            long reached = earliest.time((int) Math.min(threshold, earliest.size()) - 1);
            String about = usual.estimated() ? "about " : "";
            List<Evidence> evidence = bucket.sample();
            return new Finding(
                    reached,
                    evidence.get(0),
                    bucket.count() - (known ? earliest.before(reached) : threshold - 1),
                    bucket.estimated() || usual.estimated(),
                    evidence,
                    List.of(
                            Fact.baseline(
                                    "count",
                                    (bucket.estimated() ? "about " : "") + bucket.count(),
                                    ">=" + threshold + " within " + Duration.text(width)),
                            Fact.baseline(
                                    "median",
                                    about + text(usual.median()),
                                    usual.buckets() + " buckets at this time of the " + Baseline.DAYS + " days before"),
                            Fact.baseline(
                                    "spread",
                                    about + text(usual.spread()),
                                    "the largest of 1.4826 MAD, the root of the median, and 1"),
                            Fact.baseline(
                                    "threshold",
                                    about + threshold,
                                    "the larger of " + floor + " and median + " + text(z) + " * spread")),
                    bucket.start() + width);
        }

        @Override
        public List<NearMiss> nearest(Known state, Evidence about) {
            Bucket bucket = state.history.open().find(state.history.open().startOf(about.time()));
            if (bucket == null || holds(state, bucket)) {
                return List.of();
            }
            List<Lack> lacks = new ArrayList<>();
            if (bucket.count() < floor) {
                lacks.add(new Lack("correlation.floor", bucket.count() + "", ">=" + floor));
            }
            if (!Baseline.isWarm(state.history, bucket.start())) {
                String known = Duration.text(bucket.start() - state.history.first());
                lacks.add(new Lack("correlation.history", known, ">=" + Baseline.WARM_DAYS + "d"));
            } else if (lacks.isEmpty()) {
                long threshold = state.baseline(bucket.start(), width).threshold(floor, z);
                lacks.add(new Lack("correlation.z", bucket.count() + "", ">=" + threshold));
            }
            return List.of(new NearMiss(lacks, List.of(about)));
        }

        /** The buckets that no open bucket, and none still to come, has in its history. */
        @Override
        public void forget(Known state, long horizon) {
            long oldestOpen = state.history.open().startOf(Math.max(horizon, Long.MIN_VALUE / 2));
            state.history.forget(horizon, oldestOpen - Baseline.DAYS * Baseline.DAY - width);
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

        /** Live, history is older than any lateness. But while a backlog is read, a day may arrive before the one that it is held to. */
        @Override
        public boolean withdrawable() {
            return true;
        }

        @Override
        public void merge(Known into, Known from) {
            into.history.merge(from.history);
        }

        @Override
        public void encode(Known state, BytesOut out) {
            state.history.encode(out);
        }

        @Override
        public Known decode(BytesIn in) {
            return new Known(new BucketHistory(width, exact).decode(in));
        }
    }
}
