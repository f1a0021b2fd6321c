package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.yaml.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing is called missing: because it came, and how far from the event; or because the event says too little of itself. Whether
 * enough time has been observed {@link Observed} says.
 *
 * @param before how long before it was looked for (ms); negative if it must be strictly later
 * @param since the capture of the field {@code since}, and that field
 */
record NearestAbsence(
        List<String> names,
        int missing,
        long before,
        long after,
        OptionalInt since,
        Field sinceField,
        List<Where> where) {
    List<NearMiss> of(EvidenceSet[] steps, Evidence about, boolean unknown) {
        if (about.step() == missing) {
            return answered(steps[1 - missing], about);
        }
        List<Lack> lacks = new ArrayList<>();
        if (unknown) {
            lacks.add(new Lack("state.max_evidence", "truncated", "every " + name()));
        }
        since.ifPresent(capture -> {
            long told = about.number(capture);
            if (told == TokenEvent.ABSENT) {
                lacks.add(new Lack("correlation.since", Lack.ABSENT, sinceField.fieldName()));
            } else if (about.time() - told > before) {
                String age = Duration.text(about.time() - told);
                lacks.add(new Lack("correlation.forget_after", age, "<=" + Duration.text(before)));
            }
        });
        Evidence match = match(steps[missing], about);
        List<Evidence> evidence = new ArrayList<>(List.of(about.copy()));
        if (match != null) {
            lacks.add(came(match.time() - about.time()));
            evidence.add(match.copy());
            evidence.sort(Evidence::compare);
        }
        return lacks.isEmpty() ? List.of() : List.of(new NearMiss(lacks, evidence));
    }

    private String name() {
        return names.get(missing);
    }

    /** That it came so long after the event, or before. */
    private Lack came(long distance) {
        boolean later = distance > 0;
        String saw = name() + (later ? " after " : " before, by ") + Duration.text(Math.abs(distance));
        String need = later ? "none within " + Duration.text(after) : "none since " + Duration.text(before) + " before";
        return new Lack(later ? "correlation.timespan" : "correlation.not_before", saw, need);
    }

    /** The one nearest to the event of those that answer it; null if none does. */
    private @Nullable Evidence match(EvidenceSet others, Evidence about) {
        Evidence best = null;
        Evidence[] chosen = new Evidence[2];
        chosen[1 - missing] = about;
        for (int i = others.firstAtOrAfter(about.time() - before);
                i < others.size() && others.time(i) - about.time() <= after;
                i++) {
            Evidence one = others.at(i, missing, new Evidence());
            chosen[missing] = one;
            boolean nearer = best == null || Math.abs(one.time() - about.time()) < Math.abs(best.time() - about.time());
            if (nearer && where.stream().allMatch(comparison -> comparison.holds(chosen))) {
                best = one;
            }
        }
        return best;
    }

    /** The event is one that was looked for: what it answers, if anything. */
    private List<NearMiss> answered(EvidenceSet waiting, Evidence about) {
        String present = names.get(1 - missing);
        Evidence[] chosen = new Evidence[2];
        chosen[missing] = about;
        for (int i = waiting.firstAtOrAfter(about.time() - after);
                i < waiting.size() && waiting.time(i) - about.time() <= before;
                i++) {
            Evidence one = waiting.at(i, 1 - missing, new Evidence());
            chosen[1 - missing] = one;
            if (where.stream().allMatch(comparison -> comparison.holds(chosen))) {
                List<Evidence> evidence = new ArrayList<>(List.of(one.copy(), about.copy()));
                evidence.sort(Evidence::compare);
                return List.of(new NearMiss(List.of(came(about.time() - one.time())), evidence));
            }
        }
        return List.of(NearMiss.of("steps", "no " + present, present, List.of(about.copy())));
    }
}
