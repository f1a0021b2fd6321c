package io.tokenwatch.detector;

import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.yaml.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a choice of events, one per step, lacks to hold together, and the choice that lacks least. Steps are chosen one after the other:
 * exact for two, near enough for more, and never slow. What {@link AsOf} looks up is looked up for the choice.
 */
record NearestTogether(long timespan, AsOf asOf, List<Constraint> constraints, List<String> names) {
    NearMiss of(EvidenceSet[] steps, Evidence about) {
        @Nullable Evidence[] chosen = new @Nullable Evidence[steps.length];
        chosen[about.step()] = about;
        for (int step : asOf.others()) {
            if (step != about.step()) {
                chosen[step] = nearest(steps, step, chosen, about);
            }
        }
        List<Lack> lacks = lacks(steps, chosen, about);
        List<Evidence> evidence = new ArrayList<>();
        for (Evidence one : chosen) {
            if (one != null) {
                evidence.add(one.copy());
            }
        }
        evidence.sort(Evidence::compare);
        return new NearMiss(lacks, evidence);
    }

    private @Nullable Evidence nearest(EvidenceSet[] steps, int step, @Nullable Evidence[] chosen, Evidence about) {
        Evidence best = null;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < steps[step].size(); i++) {
            Evidence entry = steps[step].at(i, step, new Evidence());
            if (isChosen(chosen, entry)) {
                continue;
            }
            @Nullable Evidence[] with = chosen.clone();
            with[step] = entry;
            int lacking = lacks(steps, with, about).size();
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

    /** Each event takes one step. */
    private static boolean isChosen(@Nullable Evidence[] chosen, Evidence entry) {
        for (Evidence one : chosen) {
            if (one != null && one.hash() == entry.hash()) {
                return true;
            }
        }
        return false;
    }

    /** Fills in what is looked up. */
    private List<Lack> lacks(EvidenceSet[] steps, @Nullable Evidence[] chosen, Evidence about) {
        List<Lack> lacks = new ArrayList<>();
        Evidence first = null;
        Evidence last = null;
        for (int step : asOf.others()) {
            Evidence one = chosen[step];
            if (one == null) {
                lacks.add(new Lack("correlation.steps", "no " + names.get(step), names.get(step)));
            } else {
                first = first == null || Evidence.compare(one, first) < 0 ? one : first;
                last = last == null || Evidence.compare(one, last) > 0 ? one : last;
            }
        }
        if (first != null && last != null && last.time() - first.time() > timespan) {
            String seen = Duration.text(last.time() - first.time());
            lacks.add(new Lack("correlation.timespan", seen, "<=" + Duration.text(timespan)));
        }
        if (last != null) {
            lookUp(steps, last, chosen, about, lacks);
        }
        for (Constraint constraint : constraints) {
            Evidence[] known = known(chosen, constraint.steps());
            if (known != null && !constraint.holds(known)) {
                lacks.add(constraint.lack(known, names));
            }
        }
        Evidence[] all = known(chosen, -1);
        if (lacks.isEmpty() && all != null && last != null) {
            Evidence excuse = asOf.excuse(
                    steps, last, all, with -> constraints.stream().allMatch(constraint -> constraint.holds(with)));
            if (excuse != null) {
                String saw = names.get(excuse.step()) + " after " + Duration.text(excuse.time() - last.time());
                lacks.add(new Lack("correlation.grace", saw, ">" + Duration.text(asOf.grace())));
            }
        }
        return lacks;
    }

    private void lookUp(
            EvidenceSet[] steps, Evidence last, @Nullable Evidence[] chosen, Evidence about, List<Lack> lacks) {
        for (int step = 0; step < names.size(); step++) {
            if (!asOf.is(step)) {
                continue;
            }
            Evidence said = asOf.said(steps[step], step, last);
            boolean other = said != null && step == about.step() && said.hash() != about.hash();
            if (said == null || other) {
                String saw =
                        said == null ? "no " + names.get(step) : "a later one, of " + Instant.ofEpochMilli(said.time());
                lacks.add(new Lack(
                        "correlation.as_of", saw, names.get(step) + " by " + Instant.ofEpochMilli(last.time())));
            }
            chosen[step] = step == about.step() ? about : said;
        }
    }

    /** The choice, if it has all these steps. */
    private static Evidence @Nullable [] known(@Nullable Evidence[] chosen, int steps) {
        Evidence[] known = new Evidence[chosen.length];
        for (int i = 0; i < known.length; i++) {
            Evidence one = chosen[i];
            if (one != null) {
                known[i] = one;
            } else if ((steps & 1 << i) != 0) {
                return null;
            }
        }
        return known;
    }
}
