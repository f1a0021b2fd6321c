package io.tokenwatch.detector;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.state.EvidenceSet;
import java.util.Arrays;
import java.util.List;

/** A detector that keeps one evidence set per step. */
abstract class StepsDetector implements Detector<EvidenceSet[]> {
    private final List<EvidenceBound> bounds;
    /** Stands, for every key, in the place of a step that has no evidence: most keys wait for theirs for ever. */
    private final EvidenceSet none;

    StepsDetector(List<EvidenceBound> bounds) {
        this.bounds = bounds;
        this.none = new EvidenceSet(bounds.get(0));
    }

    final EvidenceBound bound(int step) {
        return bounds.get(step);
    }

    /** The step's set, to be added to. */
    @SuppressWarnings("ReferenceEquality") // that one set, which stands for none; another empty one is a set already
    final EvidenceSet own(EvidenceSet[] steps, int step) {
        if (steps[step] == none) {
            steps[step] = new EvidenceSet(bounds.get(step));
        }
        return steps[step];
    }

    @Override
    public final EvidenceSet[] fresh() {
        EvidenceSet[] steps = new EvidenceSet[bounds.size()];
        Arrays.fill(steps, none);
        return steps;
    }

    @Override
    public final boolean isEmpty(EvidenceSet[] steps) {
        for (EvidenceSet step : steps) {
            if (!step.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean truncated(EvidenceSet[] steps) {
        for (EvidenceSet step : steps) {
            if (step.truncated()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public final void merge(EvidenceSet[] into, EvidenceSet[] from) {
        for (int i = 0; i < into.length; i++) {
            if (!from[i].isEmpty()) {
                own(into, i).merge(from[i]);
            }
        }
    }

    @Override
    public final void encode(EvidenceSet[] steps, BytesOut out) {
        for (EvidenceSet step : steps) {
            step.encode(out);
        }
    }

    @Override
    public final EvidenceSet[] decode(BytesIn in) {
        EvidenceSet[] steps = fresh();
        for (int i = 0; i < steps.length; i++) {
            EvidenceSet step = EvidenceSet.decode(in, bounds.get(i));
            steps[i] = step.isEmpty() ? none : step;
        }
        return steps;
    }

    /** By time and identity, as all evidence; and of one event that matches several steps, by the step. */
    static int compare(Evidence a, Evidence b) {
        int byOrder = Evidence.compare(a, b);
        return byOrder != 0 ? byOrder : Integer.compare(a.step(), b.step());
    }

    /** When a set is no longer needed whose events are kept for so long (ms). */
    static long emptyAt(EvidenceSet set, long kept) {
        return set.isEmpty() ? Long.MIN_VALUE : set.time(set.size() - 1) + kept + 1;
    }
}
