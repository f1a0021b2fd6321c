package io.tokenwatch.ruletest.coverage;

import io.tokenwatch.ruletest.TestedRule;
import io.tokenwatch.ruletest.coverage.Covered.Kind;
import io.tokenwatch.ruletest.mutation.Mutant;
import io.tokenwatch.ruletest.mutation.Mutation;
import io.tokenwatch.ruletest.mutation.MutationRun;
import io.tokenwatch.ruletest.mutation.Operator;
import io.tokenwatch.yaml.YamlPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which bounds and comparisons have been tried on both sides. A test just inside a bound fails when the bound is drawn closer by its
 * smallest unit, one just outside when it is widened.
 */
final class BoundCoverage {
    /** Bounds from below: what is at them or above is inside. Any other is a bound from above. */
    private static final Set<String> LOWER = Set.of("gt", "gte", "for", "min_events");

    private static final YamlPath WHERE = YamlPath.of("correlation", "where");

    private BoundCoverage() {}

    static List<Covered> of(TestedRule rule) {
        Map<YamlPath, List<Mutant>> byPath = new LinkedHashMap<>();
        for (Mutant mutant : MutationRun.of(rule, BoundCoverage::isTelling)) {
            byPath.computeIfAbsent(mutant.mutation().path(), path -> new ArrayList<>())
                    .add(mutant);
        }
        List<Covered> covered = new ArrayList<>();
        byPath.forEach((path, mutants) -> {
            bound(mutants.stream().filter(m -> is(m, Operator.BOUND)).toList()).ifPresent(covered::add);
            where(path, mutants).ifPresent(covered::add);
        });
        return covered;
    }

    private static boolean isTelling(Mutation mutation) {
        return mutation.operator() == Operator.BOUND || isComparison(mutation.path());
    }

    private static boolean isComparison(YamlPath path) {
        return path.isWithin(WHERE) && !path.equals(WHERE);
    }

    private static Optional<Covered> bound(List<Mutant> mutants) {
        return mutants.stream().findFirst().map(first -> {
            boolean lower = isLower(first.mutation());
            boolean inside = mutants.stream().allMatch(m -> m.mutation().rising() != lower || isSeen(m));
            boolean outside = mutants.stream().allMatch(m -> m.mutation().rising() == lower || isSeen(m));
            return covered(Kind.BOUND, first.mutation(), inside, outside);
        });
    }

    /** It was seen to hold if a test notices that it is turned round, and to fail if one notices that it is left out. */
    private static Optional<Covered> where(YamlPath path, List<Mutant> mutants) {
        if (!isComparison(path)) {
            return Optional.empty();
        }
        boolean holds = mutants.stream().anyMatch(m -> is(m, Operator.COMPARISON) && isSeen(m));
        boolean fails = mutants.stream().anyMatch(m -> is(m, Operator.PART) && isSeen(m));
        return mutants.stream()
                .filter(m -> is(m, Operator.PART))
                .findFirst()
                .map(m -> covered(Kind.WHERE, m.mutation(), holds, fails));
    }

    private static Covered covered(Kind kind, Mutation mutation, boolean first, boolean second) {
        return new Covered(kind, mutation.path().toString(), mutation.place(), mutation.old(), first, second);
    }

    private static boolean is(Mutant mutant, Operator operator) {
        return mutant.mutation().operator() == operator;
    }

    /** What cannot be noticed, because it changes nothing or is no rule, need not be. */
    private static boolean isSeen(Mutant mutant) {
        return mutant.fate() != Mutant.Fate.SURVIVED;
    }

    private static boolean isLower(Mutation mutation) {
        String last = mutation.path().last();
        return LOWER.contains(last.substring(last.indexOf('|') + 1))
                || mutation.old().contains(">");
    }
}
