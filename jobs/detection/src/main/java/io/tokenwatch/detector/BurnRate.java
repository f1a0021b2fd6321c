package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.TimeBuckets.Bucket;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code burn_rate}: the share of the events of the first step among those of either step, divided by what the objective allows
 * ({@code 1 - slo}), reaches the bound over {@code timespan} and over its last twelfth, as the Site Reliability Workbook has it
 * (chapter 5, multiwindow, multi-burn-rate alerts): the long window says that it matters, the short one that it goes on. Windows are judged
 * only where whoever {@code told_by} names had told of what did not fail in the first bucket that counts: see {@link Ratio}.
 *
 * <p>Both windows end with a bucket, a sixtieth of {@code timespan}, that holds an event of the first step. Events that come later can
 * take a finding back. State per key: two {@link io.tokenwatch.state.BucketHistory histories} of 60 buckets and those still open; a bucket is
 * counted exactly up to {@code max_evidence}, since a key is as busy as everything together, and what is asked of it is a share.
 */
@AutoService(CorrelationType.class)
public final class BurnRate implements CorrelationType {
    private static final long SHORTEST = 60_000;

    @Override
    public String name() {
        return "burn_rate";
    }

    @Override
    public Detector<?> compile(CorrelationReader reader) {
        YamlMap map = reader.map();
        Optional<YamlValue> steps = map.required("steps", "[failed, all]");
        if (steps.isPresent() && reader.steps().size() != 2) {
            steps.get()
                    .fault(
                            FaultKind.WRONG_STEPS,
                            "a burn rate has two steps",
                            "write the failures, then everything, such as [failed, all]");
        }
        long timespan = reader.timespan();
        if (timespan < SHORTEST || timespan % Burn.BUCKETS != 0) {
            map.get("timespan")
                    .ifPresent(value -> value.fault(
                            FaultKind.OUT_OF_RANGE,
                            "'timespan' is at least 1m, and a sixtieth of it whole milliseconds",
                            "write such as 1h, 6h or 3d"));
            timespan = 3_600_000;
        }
        Optional<YamlMap> condition = reader.condition();
        Burn burn = Burn.read(map, condition);
        condition.ifPresent(YamlMap::refuseOthers);
        map.required("min_events", "100");
        int least = (int) map.within("min_events", 1, 1, 1_000_000);
        return new Fast(timespan, burn, least, reader.maxEvidence(), reader.teller());
    }

    private record Fast(long timespan, Burn burn, int least, int exact, Teller teller) implements Detector<BurnState> {
        private long width() {
            return timespan / Burn.BUCKETS;
        }

        /** One of the part: without it, it is no part of the whole. */
        @Override
        public Omissions omissions() {
            return Omissions.NONE.needed(1);
        }

        /** Of the first step to the second. */
        @Override
        public boolean completes(int step, int steps) {
            return step == 0;
        }

        @Override
        public long reach() {
            return timespan;
        }

        @Override
        public BurnState fresh() {
            return new BurnState(width(), exact);
        }

        @Override
        public boolean add(BurnState state, Evidence evidence) {
            long start = state.startOf(evidence.time());
            boolean held = mayBurn(state, start);
            state.add(evidence);
            boolean failed = evidence.step() == 0;
            return held || (failed && mayBurn(state, start)); // what did not fail makes no rate larger
        }

        /** Whether any windows with that bucket burn, or would with enough events. */
        private boolean mayBurn(BurnState state, long start) {
            boolean[] burns = new boolean[1];
            state.forEachWith(start, windows -> burns[0] |= isFast(windows));
            return burns[0];
        }

        private boolean isFast(BurnState.Windows windows) {
            return burn.holds(windows.longFailed(), windows.longAll())
                    && burn.holds(windows.shortFailed(), windows.shortAll());
        }

        private boolean burns(BurnState.Windows windows) {
            return windows.longAll() >= least && isFast(windows);
        }

        @Override
        public void findings(BurnState state, Consumer<Finding> out) {
            state.forEach(windows -> {
                if (burns(windows)) {
                    out.accept(finding(windows, seenFrom(state, windows)));
                }
            });
        }

        /** What did not fail counts as well, so that it must have been told by the end of the first bucket that counts. */
        private long seenFrom(BurnState state, BurnState.Windows windows) {
            return state.firstOf(windows) + width() - 1;
        }

        @Override
        public Telling telling() {
            return teller.telling(2, 1);
        }

        /** For nothing, but it may turn out later that the rest was told. */
        @Override
        public boolean waits() {
            return true;
        }

        @Override
        public long decidesAfter(BurnState state, long time) {
            long[] earliest = {Long.MAX_VALUE};
            state.forEach(windows -> {
                if (burns(windows)) {
                    long from = seenFrom(state, windows);
                    earliest[0] = from > time ? Math.min(earliest[0], from) : earliest[0];
                }
            });
            return earliest[0];
        }

        /** Its time is that of the last window's first failure. */
        private Finding finding(BurnState.Windows windows, long seenFrom) {
            Bucket last = windows.last();
            List<Evidence> evidence = last.sample();
            String about = windows.estimated() ? "about " : "";
            return new Finding(
                    evidence.get(0).time(),
                    evidence.get(0),
                    last.count(),
                    last.estimated(),
                    evidence,
                    List.of(
                            fact("burn", about, windows.longFailed(), windows.longAll(), timespan),
                            fact("burn", about, windows.shortFailed(), windows.shortAll(), Burn.shorter(timespan)),
                            Fact.state("failed", about + windows.longFailed(), "of " + about + windows.longAll()),
                            Fact.threshold("all", about + windows.longAll(), ">=" + least)),
                    last.start() + width(),
                    seenFrom,
                    Long.MIN_VALUE,
                    teller.of(evidence.get(0)));
        }

        private Fact fact(String feature, String about, long failed, long all, long span) {
            return Fact.threshold(
                    feature, about + burn.text(failed, all), burn.text() + " over " + Duration.text(span));
        }

        @Override
        public List<NearMiss> nearest(BurnState state, Evidence about) {
            List<NearMiss> nearest = new ArrayList<>();
            state.forEach(windows -> {
                if (windows.last().start() == state.startOf(about.time()) && !burns(windows)) {
                    List<Lack> lacks = new ArrayList<>();
                    if (windows.longAll() < least) {
                        lacks.add(new Lack("correlation.min_events", windows.longAll() + "", ">=" + least));
                    }
                    lack(lacks, windows.longFailed(), windows.longAll(), timespan);
                    lack(lacks, windows.shortFailed(), windows.shortAll(), Burn.shorter(timespan));
                    nearest.add(new NearMiss(lacks, List.of(about)));
                }
            });
            return nearest;
        }

        private void lack(List<Lack> lacks, long failed, long all, long span) {
            if (!burn.holds(failed, all)) {
                lacks.add(new Lack(
                        "correlation.condition", burn.text(failed, all) + " over " + Duration.text(span), burn.text()));
            }
        }

        @Override
        public void forget(BurnState state, long horizon) {
            state.forget(horizon, timespan);
        }

        @Override
        public boolean isEmpty(BurnState state) {
            return state.isEmpty();
        }

        @Override
        public long emptyAt(BurnState state) {
            return state.emptyAt(timespan);
        }

        /** Never: beyond the exact bound the counts are estimates, and marked as such. */
        @Override
        public boolean truncated(BurnState state) {
            return false;
        }

        /** More events that did not fail make the rate smaller. */
        @Override
        public boolean withdrawable() {
            return true;
        }

        @Override
        public void merge(BurnState into, BurnState from) {
            into.merge(from);
        }

        @Override
        public void encode(BurnState state, BytesOut out) {
            state.encode(out);
        }

        @Override
        public BurnState decode(BytesIn in) {
            return fresh().decode(in);
        }
    }
}
