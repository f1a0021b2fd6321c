package io.tokenwatch.detector;

import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.state.Packed;
import io.tokenwatch.state.PackedEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Keeps one evidence set per step. Any choice that is a {@link Sequence} counts; the event of the last step completes it. */
final class SequenceDetector extends StepsDetector implements InPlaceDetector<EvidenceSet[]> {
    private final Sequence sequence;
    private final int last;

    private final List<String> names;

    SequenceDetector(Sequence sequence, List<EvidenceBound> bounds, List<String> names) {
        super(bounds);
        this.names = names;
        this.sequence = sequence;
        this.last = bounds.size() - 1;
    }

    @Override
    public Omissions omissions() {
        return Omissions.NONE
                .needed((1 << (last + 1)) - 1)
                .varies(sequence.varies())
                .within(sequence.timespan());
    }

    @Override
    public long reach() {
        return sequence.timespan();
    }

    @Override
    public long memory() {
        return sequence.timespan();
    }

    /** Where all other steps are empty, each of them is one zero byte. */
    @Override
    public long absorb(Packed state, Evidence evidence, long horizon) {
        int step = evidence.step();
        long kept = step == last ? 0 : sequence.timespan();
        if (!state.isZero(state.from(), step)) {
            return REFUSED;
        }
        PackedEvidence set = state.evidence(state.from() + step, horizon, kept);
        if (set.truncated() || set.size() >= bound(step).max()) {
            return REFUSED;
        }
        while (set.next()) {
            if (!set.precedes(evidence)) {
                return REFUSED;
            }
        }
        if (!state.isZero(set.end(), last - step)) {
            return REFUSED;
        }
        set.append(state, evidence);
        return evidence.time() + kept + 1;
    }

    /** A last step without a first one. */
    @Override
    public boolean isMoot(int step) {
        return step == last && last > 0;
    }

    @Override
    public int waiting() {
        return last > 0 ? last : -1;
    }

    @Override
    public int most(int step) {
        return bound(step).max();
    }

    @Override
    public boolean add(EvidenceSet[] steps, Evidence evidence) {
        return switch (own(steps, evidence.step()).add(evidence)) {
            case DUPLICATE, BEYOND -> false;
            case REPLACED -> true;
            case NEW, DISPLACED -> othersHaveEvidence(steps, evidence.step()) && takesPart(steps, evidence);
        };
    }

    /** The usual case of a step that waits for another costs only this. */
    private static boolean othersHaveEvidence(EvidenceSet[] steps, int step) {
        for (int i = 0; i < steps.length; i++) {
            if (i != step && steps[i].isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean takesPart(EvidenceSet[] steps, Evidence evidence) {
        Evidence[] chosen = views(steps.length);
        boolean[] fixed = new boolean[steps.length];
        fixed[evidence.step()] = true;
        chosen[evidence.step()] = evidence;
        if (evidence.step() == last) {
            return sequence.search(steps, chosen, fixed, found -> true);
        }
        EvidenceSet ends = steps[last];
        for (int i = ends.firstAtOrAfter(evidence.time() + 1); i < ends.size(); i++) {
            ends.at(i, last, chosen[last]);
            if (sequence.search(steps, chosen, fixed, found -> true)) {
                return true;
            }
        }
        return false;
    }

    private static Evidence[] views(int count) {
        Evidence[] views = new Evidence[count];
        for (int i = 0; i < count; i++) {
            views[i] = new Evidence();
        }
        return views;
    }

    @Override
    public void findings(EvidenceSet[] steps, Consumer<Finding> out) {
        Evidence[] chosen = views(steps.length);
        for (int i = 0; i < steps[last].size(); i++) {
            Evidence end = steps[last].at(i, last, new Evidence());
            chosen[last] = end;
            TreeSet<Evidence> parts = new TreeSet<>(StepsDetector::compare);
            List<Fact> facts = new ArrayList<>();
            sequence.search(steps, chosen, new boolean[steps.length], found -> {
                if (facts.isEmpty()) {
                    facts.addAll(sequence.facts(found)); // entries come in order: the earliest start, the widest gap
                }
                for (Evidence part : found) {
                    parts.add(part == end ? part : part.copy());
                }
                return false;
            });
            if (!parts.isEmpty()) {
                out.accept(Finding.of(end, List.copyOf(parts), facts));
            }
        }
    }

    @Override
    public List<NearMiss> nearest(EvidenceSet[] steps, Evidence about) {
        return List.of(new NearestSequence(sequence, names).of(steps, about));
    }

    /** Later steps wait only for a first step that is late; every other step waits for what may follow it. */
    @Override
    public void forget(EvidenceSet[] steps, long horizon) {
        for (int i = 0; i < last; i++) {
            steps[i].forgetBefore(horizon - sequence.timespan());
        }
        steps[last].forgetBefore(horizon);
    }

    @Override
    public long latest(EvidenceSet[] steps) {
        EvidenceSet ends = steps[last];
        return ends.isEmpty() ? Long.MIN_VALUE : ends.time(ends.size() - 1);
    }

    @Override
    public long emptyAt(EvidenceSet[] steps) {
        long at = emptyAt(steps[last], 0);
        for (int i = 0; i < last; i++) {
            at = Math.max(at, emptyAt(steps[i], sequence.timespan()));
        }
        return at;
    }

    @Override
    public long emptyAt(Packed state) {
        long at = Long.MIN_VALUE;
        int from = state.from();
        for (int i = 0; i <= last; i++) {
            PackedEvidence set = state.evidence(from);
            long latest = set.last();
            if (latest != Long.MIN_VALUE) {
                at = Math.max(at, latest + (i < last ? sequence.timespan() : 0) + 1);
            }
            from = set.end();
        }
        return at;
    }
}
