package io.tokenwatch.detector;

import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.yaml.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What makes one piece of evidence per step a sequence, and the search for all such choices. */
record Sequence(long timespan, List<CorrelationReader.Bound> gap, List<Where> where) {
    /**
     * Visits every choice of one entry per step that is a sequence and ends with {@code chosen[last]}; entries that
     * {@code fixed} holds are not varied. Stops when the visitor returns true, and says whether it did.
     *
     * <p>Cost: the product of the sizes of the steps before the last, each bounded by the evidence bound.
     */
    boolean search(EvidenceSet[] steps, Evidence[] chosen, boolean[] fixed, Predicate<Evidence[]> visitor) {
        int last = chosen.length - 1;
        return whereHolds(chosen, last) && search(steps, chosen, fixed, last - 1, visitor);
    }

    private boolean search(
            EvidenceSet[] steps, Evidence[] chosen, boolean[] fixed, int step, Predicate<Evidence[]> visitor) {
        if (step < 0) {
            return visitor.test(chosen);
        }
        if (fixed[step]) {
            return fits(chosen, step) && search(steps, chosen, fixed, step - 1, visitor);
        }
        EvidenceSet entries = steps[step];
        long latest = chosen[step + 1].time();
        for (int i = entries.firstAtOrAfter(chosen[chosen.length - 1].time() - timespan);
                i < entries.size() && entries.time(i) < latest;
                i++) {
            entries.at(i, step, chosen[step]);
            if (fits(chosen, step) && search(steps, chosen, fixed, step - 1, visitor)) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(Evidence[] chosen, int step) {
        long time = chosen[step].time();
        long distance = chosen[step + 1].time() - time;
        if (distance <= 0 || chosen[chosen.length - 1].time() - time > timespan) {
            return false;
        }
        for (CorrelationReader.Bound bound : gap) {
            if (!bound.comparison().holds(distance, bound.value())) {
                return false;
            }
        }
        return whereHolds(chosen, step);
    }

    /** A capture of which two events of a sequence show different values; -1 if none need to. */
    int varies() {
        return where.stream()
                .mapToInt(Where::varies)
                .filter(capture -> capture >= 0)
                .findFirst()
                .orElse(-1);
    }

    /** Whether every comparison holds that can be made once this step, and all after it, are chosen. */
    private boolean whereHolds(Evidence[] chosen, int step) {
        for (Where comparison : where) {
            if (comparison.earliestStep() == step && !comparison.holds(chosen)) {
                return false;
            }
        }
        return true;
    }

    /** The facts of a sequence: the first gap, and every comparison with what was compared. */
    List<Fact> facts(Evidence[] chosen) {
        List<Fact> facts = new ArrayList<>();
        long seen = chosen[1].time() - chosen[0].time();
        StringBuilder needed = new StringBuilder();
        for (CorrelationReader.Bound bound : gap) {
            needed.append(needed.isEmpty() ? "" : ", ")
                    .append(bound.comparison().sign())
                    .append(Duration.text(bound.value()));
        }
        String within = "within " + Duration.text(timespan);
        facts.add(Fact.threshold("gap", Duration.text(seen), needed.isEmpty() ? within : needed + ", " + within));
        for (Where comparison : where) {
            facts.add(comparison.fact(chosen));
        }
        return facts;
    }
}
