package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.state.EvidenceSet;
import java.util.List;

/** {@code none}: each event that matches is a finding. What it keeps serves only to count no event twice. */
@AutoService(CorrelationType.class)
public final class NoCorrelation implements CorrelationType {
    @Override
    public String name() {
        return "none";
    }

    @Override
    public Detector<?> compile(CorrelationReader reader) {
        return new Each(reader.bound());
    }

    private static final class Each extends WindowDetector {
        Each(EvidenceBound bound) {
            super(0, bound);
        }

        @Override
        boolean isFull(EvidenceSet set, int from, int to) {
            return true;
        }

        @Override
        int reached(EvidenceSet set, int from, int to) {
            return to - from;
        }

        @Override
        int least() {
            return 1;
        }

        @Override
        boolean staysOpen(int others, boolean alike) {
            return false;
        }

        @Override
        List<Fact> facts(EvidenceSet set, int from, int to) {
            return List.of(Fact.state("selection", "matched", "an event that matches"));
        }
    }
}
