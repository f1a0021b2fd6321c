package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import java.util.List;
import java.util.Optional;

/**
 * {@code event_count}: at least n events of a key within {@code timespan}, in a sliding window, or with
 * {@code window: tumbling} in windows that start at multiples of {@code timespan} since the epoch.
 */
@AutoService(CorrelationType.class)
public final class EventCount implements CorrelationType {
    enum Window {
        SLIDING,
        TUMBLING
    }

    @Override
    public String name() {
        return "event_count";
    }

    @Override
    public Detector<?> compile(CorrelationReader reader) {
        reader.refuseSteps();
        long timespan = reader.timespan();
        Optional<YamlMap> condition = reader.condition();
        int least = condition.map(c -> reader.atLeast(c, 1)).orElse(1);
        condition.ifPresent(YamlMap::refuseOthers);
        if (reader.map().choice("window", Window.class, Window.SLIDING) == Window.TUMBLING) {
            return new TumblingCount(timespan, least, Math.max(least, reader.maxEvidence()));
        }
        if (least > reader.maxEvidence()) {
            condition
                    .orElse(reader.map())
                    .fault(
                            FaultKind.BEYOND_MAX_EVIDENCE,
                            "a sliding window cannot count to " + least + " with " + reader.maxEvidence()
                                    + " pieces of evidence",
                            "raise state.max_evidence or add 'window: tumbling'");
        }
        return new Sliding(timespan, least, reader.bound());
    }

    /** Also the detector of rules without a correlation: each event is a window of its own. */
    static final class Sliding extends WindowDetector {
        private final long timespan;
        private final int least;

        Sliding(long timespan, int least, EvidenceBound bound) {
            super(timespan, bound);
            this.timespan = timespan;
            this.least = least;
        }

        @Override
        boolean isFull(EvidenceSet set, int from, int to) {
            return to - from >= least;
        }

        @Override
        int reached(EvidenceSet set, int from, int to) {
            return to - from;
        }

        @Override
        int least() {
            return least;
        }

        @Override
        boolean staysOpen(int others, boolean alike) {
            return others + 1 < least;
        }

        @Override
        List<Fact> facts(EvidenceSet set, int from, int to) {
            return List.of(
                    Fact.threshold("count", to - from + "", ">=" + least + " within " + Duration.text(timespan)));
        }
    }
}
