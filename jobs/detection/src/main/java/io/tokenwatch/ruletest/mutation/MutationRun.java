package io.tokenwatch.ruletest.mutation;

import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleReader;
import io.tokenwatch.ruletest.RuleTest;
import io.tokenwatch.ruletest.RuleTestRun;
import io.tokenwatch.ruletest.TestedRule;
import io.tokenwatch.ruletest.mutation.Mutant.Fate;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Runs a rule's tests against its mutants, each up to the first test that fails. */
public final class MutationRun {
    /** Quick tests first, and in front of them whatever noticed the mutant before: neighbours are noticed by the same. */
    private final List<RuleTest> tests;

    private final TestedRule rule;
    private final Set<String> known = new HashSet<>();
    private final String original;

    private MutationRun(TestedRule rule) {
        this.rule = rule;
        tests = new ArrayList<>(rule.tests());
        tests.sort(Comparator.comparingInt(test -> test.given().size()));
        original = NormalForm.of(rule.root());
    }

    /** All mutants of the rule; of those that are the same in other words, the first. */
    public static List<Mutant> of(TestedRule rule) {
        return of(rule, mutation -> true);
    }

    /** As {@link #of(TestedRule)}, of some mutations. */
    public static List<Mutant> of(TestedRule rule, Predicate<Mutation> chosen) {
        MutationRun run = new MutationRun(rule);
        return Mutations.of(rule.root()).stream()
                .filter(chosen)
                .flatMap(mutation -> run.of(mutation).stream())
                .toList();
    }

    private Optional<Mutant> of(Mutation mutation) {
        YamlValue mutant = mutation.mutant().get();
        String form = NormalForm.of(mutant);
        if (form.equals(original)) {
            return Optional.of(new Mutant(mutation, Fate.EQUIVALENT, ""));
        }
        if (!known.add(form)) {
            return Optional.empty();
        }
        return Optional.of(RuleReader.read(mutant, rule.lists(), new Faults())
                .map(compiled -> tried(mutation, compiled))
                .orElseGet(() -> new Mutant(mutation, Fate.REFUSED, "")));
    }

    private Mutant tried(Mutation mutation, Rule rule) {
        for (int i = 0; i < tests.size(); i++) {
            RuleTest test = tests.get(i);
            if (!RuleTestRun.failuresAsWritten(rule, test).isEmpty()) {
                tests.add(0, tests.remove(i));
                return new Mutant(mutation, Fate.NOTICED, test.name());
            }
        }
        return new Mutant(mutation, Fate.SURVIVED, "");
    }
}
