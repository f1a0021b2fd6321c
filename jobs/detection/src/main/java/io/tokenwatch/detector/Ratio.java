package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.TimeBuckets;
import io.tokenwatch.state.TimeBuckets.Bucket;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code ratio}: of the events of a key in a tumbling window, those of the first step are at least a part p of those of either step,
 * which are at least {@code min_events}. What counts is the whole window as it is known: events that come later can take a finding
 * back, and the horizon makes it final.
 *
 * <p>A window is judged only where whoever {@code told_by} names had told of an event that is not of the part, and did not fail, by its
 * first event: in a log that tells failures alone everything fails.
 *
 * <p>The time of a finding is when the window first held {@code min_events} events and so many of the first step as that takes.
 * A window takes 32 bytes per event up to max({@code min_events}, {@code max_evidence}), then 2 KiB more and no more for any number
 * of events, whose counts are estimates then; and the sample that is shown. Windows up to the horizon are forgotten.
 */
@AutoService(CorrelationType.class)
public final class Ratio implements CorrelationType {
    private static final int MOST_EVENTS = 4096;

    @Override
    public String name() {
        return "ratio";
    }

    @Override
    public Detector<?> compile(CorrelationReader reader) {
        YamlMap map = reader.map();
        long width = reader.timespan();
        Optional<YamlValue> steps = map.required("steps", "[failed, all]");
        if (steps.isPresent() && reader.steps().size() != 2) {
            steps.get()
                    .fault(
                            FaultKind.WRONG_STEPS,
                            "a ratio has two steps",
                            "write the part, then the whole, such as [failed, all]");
        }
        Optional<YamlMap> condition = reader.condition();
        Share share = condition.map(Share::read).orElse(new Share(1, false));
        condition.ifPresent(YamlMap::refuseOthers);
        map.required("min_events", "20");
        int least = (int) map.within("min_events", 1, 1, MOST_EVENTS);
        return new Part(width, share, least, Math.max(least, reader.maxEvidence()), reader.teller());
    }

    /** @param all those of the first step, too */
    private record Windows(TimeBuckets matched, TimeBuckets all) {}

    private record Part(long width, Share share, int least, int exact, Teller teller) implements Detector<Windows> {
        /** Without one of the part there is no part of the whole, and a part that is too small of the smallest whole is too small of any. */
        @Override
        public Omissions omissions() {
            return Omissions.NONE.needed(1).counted(new Counted(1, width, share.least(least)));
        }

        /** Of the first step to the second. */
        @Override
        public boolean completes(int step, int steps) {
            return step == 0;
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
        public Windows fresh() {
            return new Windows(new TimeBuckets(width, exact), new TimeBuckets(width, exact, false));
        }

        @Override
        public boolean add(Windows state, Evidence evidence) {
            long start = state.all.startOf(evidence.time());
            boolean held = holds(state.matched.find(start), state.all.find(start));
            if (evidence.step() == 0) {
                state.matched.add(evidence);
            }
            return holds(state.matched.find(start), state.all.add(evidence)) || held;
        }

        private boolean holds(@Nullable Bucket matched, @Nullable Bucket all) {
            return matched != null
                    && all != null
                    && all.count() >= least
                    && share.holds(Math.min(matched.count(), all.count()), all.count());
        }

        @Override
        public void findings(Windows state, Consumer<Finding> out) {
            for (Bucket all : state.all.buckets()) {
                Bucket matched = state.matched.find(all.start());
                if (matched != null && holds(matched, all)) {
                    out.accept(finding(matched, all));
                }
            }
        }

        private Finding finding(Bucket matched, Bucket all) {
            long part = Math.min(matched.count(), all.count());
            long enough = all.earliest().time(least - 1);
            long enoughOfPart = matched.earliest().time((int) share.least(least) - 1);
            boolean estimated = matched.estimated() || all.estimated();
            String about = estimated ? "about " : "";
            String within = " within " + Duration.text(width);
            List<Evidence> evidence = matched.sample();
            return new Finding(
                    Math.max(enough, enoughOfPart),
                    evidence.get(0),
                    part,
                    estimated,
                    evidence,
                    List.of(
                            Fact.threshold("ratio", about + Share.text(part, all.count()), share.text() + within),
                            Fact.threshold("matching", about + part, ">=" + share.least(all.count())),
                            Fact.threshold("all", about + all.count(), ">=" + least + within)),
                    all.start() + width,
                    seenFrom(all),
                    Long.MIN_VALUE,
                    teller.of(evidence.get(0)));
        }

        /** What is not of the part counts as well, so that it must have been told since the first that counts. */
        private static long seenFrom(Bucket all) {
            return all.earliest().time(0);
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
        public long decidesAfter(Windows state, long time) {
            for (Bucket all : state.all.buckets()) {
                if (seenFrom(all) > time && holds(state.matched.find(all.start()), all)) {
                    return seenFrom(all);
                }
            }
            return Long.MAX_VALUE;
        }

        @Override
        public List<NearMiss> nearest(Windows state, Evidence about) {
            long start = state.all.startOf(about.time());
            Bucket all = state.all.find(start);
            if (all == null || all.count() == 0) {
                return List.of();
            }
            Bucket matched = state.matched.find(start);
            long part = matched == null ? 0 : Math.min(matched.count(), all.count());
            List<Lack> lacks = new ArrayList<>();
            if (all.count() < least) {
                lacks.add(new Lack("correlation.min_events", all.count() + "", ">=" + least));
            }
            if (!share.holds(part, all.count())) {
                lacks.add(new Lack("correlation.condition", Share.text(part, all.count()), share.text()));
            }
            return lacks.isEmpty() ? List.of() : List.of(new NearMiss(lacks, List.of(about)));
        }

        @Override
        public void forget(Windows state, long horizon) {
            state.matched.forget(horizon);
            state.all.forget(horizon);
        }

        @Override
        public boolean isEmpty(Windows state) {
            return state.all.isEmpty();
        }

        @Override
        public long emptyAt(Windows state) {
            return state.all.end();
        }

        /** Never: beyond the exact bound the counts are estimates, and marked as such. */
        @Override
        public boolean truncated(Windows state) {
            return false;
        }

        /** More events of the second step make the part smaller. */
        @Override
        public boolean withdrawable() {
            return true;
        }

        @Override
        public void merge(Windows into, Windows from) {
            into.matched.merge(from.matched);
            into.all.merge(from.all);
        }

        @Override
        public void encode(Windows state, BytesOut out) {
            state.matched.encode(out);
            state.all.encode(out);
        }

        @Override
        public Windows decode(BytesIn in) {
            Windows state = fresh();
            state.matched.decode(in);
            state.all.decode(in);
            return state;
        }
    }
}
