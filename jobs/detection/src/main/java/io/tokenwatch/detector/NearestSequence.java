package io.tokenwatch.detector;

import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.yaml.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a choice of one entry per step lacks to be a {@link Sequence}, and the choice that lacks least. Steps are chosen one after
 * the other, going out from the event asked about: exact for two steps, near enough for more, and never slow.
 */
record NearestSequence(Sequence sequence, List<String> names) {
    NearMiss of(EvidenceSet[] steps, Evidence about) {
        @Nullable Evidence[] chosen = new @Nullable Evidence[steps.length];
        chosen[about.step()] = about;
        for (int i = about.step() - 1; i >= 0; i--) {
            chosen[i] = nearest(steps[i], i, chosen, about);
        }
        for (int i = about.step() + 1; i < steps.length; i++) {
            chosen[i] = nearest(steps[i], i, chosen, about);
        }
        List<Evidence> evidence = new ArrayList<>();
        for (Evidence one : chosen) {
            if (one != null) {
                evidence.add(one.copy());
            }
        }
        evidence.sort(Evidence::compare);
        return new NearMiss(lacks(chosen), evidence);
    }

    /** An event may be an entry of several steps; it is no neighbour of itself. */
    private @Nullable Evidence nearest(EvidenceSet entries, int step, @Nullable Evidence[] chosen, Evidence about) {
        Evidence best = null;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < entries.size(); i++) {
            Evidence entry = entries.at(i, step, new Evidence());
            if (entry.hash() == about.hash()) {
                continue;
            }
            chosen[step] = entry;
            int lacking = lacks(chosen).size();
            boolean nearer = best != null
                    && lacking == least
                    && Math.abs(entry.time() - about.time()) < Math.abs(best.time() - about.time());
            if (lacking < least || nearer) {
                least = lacking;
                best = entry;
            }
        }
        return best;
    }

    private List<Lack> lacks(@Nullable Evidence[] chosen) {
        List<Lack> lacks = new ArrayList<>();
        Evidence first = null;
        Evidence last = null;
        for (int i = 0; i < chosen.length; i++) {
            Evidence one = chosen[i];
            if (one == null) {
                lacks.add(new Lack("correlation.steps", "no " + names.get(i), names.get(i)));
                continue;
            }
            Evidence before = i == 0 ? null : chosen[i - 1];
            if (before != null) {
                between(before, one, i, lacks);
            }
            first = first == null ? one : first;
            last = one;
        }
        if (first != null && last != null && last.time() - first.time() > sequence.timespan()) {
            String seen = Duration.text(last.time() - first.time());
            lacks.add(new Lack("correlation.timespan", seen, "<=" + Duration.text(sequence.timespan())));
        }
        where(chosen, lacks);
        return lacks;
    }

    private void between(Evidence before, Evidence after, int step, List<Lack> lacks) {
        long distance = after.time() - before.time();
        if (distance <= 0) {
            String order = names.get(step) + (distance == 0 ? " at the time of " : " before ") + names.get(step - 1);
            lacks.add(new Lack("correlation.steps", order, names.get(step) + " after " + names.get(step - 1)));
            return;
        }
        for (CorrelationReader.Bound bound : sequence.gap()) {
            if (!bound.comparison().holds(distance, bound.value())) {
                String need = bound.comparison().sign() + Duration.text(bound.value());
                lacks.add(new Lack("correlation.gap", Duration.text(distance), need));
            }
        }
    }

    private void where(@Nullable Evidence[] chosen, List<Lack> lacks) {
        Evidence[] all = new Evidence[chosen.length];
        for (int i = 0; i < all.length; i++) {
            Evidence one = chosen[i];
            if (one == null) {
                return; // a comparison needs both its sides
            }
            all[i] = one;
        }
        for (Where comparison : sequence.where()) {
            if (!comparison.holds(all)) {
                Fact fact = comparison.fact(all);
                lacks.add(new Lack("correlation.where", fact.observed(), fact.expected()));
            }
        }
    }
}
