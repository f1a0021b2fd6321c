package io.tokenwatch.cli;

import io.tokenwatch.ruletest.RuleTest;
import io.tokenwatch.ruletest.RuleTestRun;
import io.tokenwatch.ruletest.TestedRule;
import io.tokenwatch.ruletest.coverage.Coverage;
import io.tokenwatch.ruletest.coverage.Covered;
import io.tokenwatch.ruletest.mutation.Mutant;
import io.tokenwatch.ruletest.mutation.MutationRun;
import io.tokenwatch.ruletest.mutation.MutationScore;
import java.util.List;
import java.util.Optional;

/**
 * What came of trying one rule.
 *
 * @param coverage empty if it was not asked for
 * @param mutants empty if they were not asked for, or if a test fails as it is: then they would prove nothing
 */
record RuleTrial(
        TestedRule rule, List<TestResult> tests, Optional<List<Covered>> coverage, Optional<List<Mutant>> mutants) {
    static RuleTrial of(TestedRule rule, boolean coverage, boolean mutants) {
        List<TestResult> tests =
                rule.tests().stream().map(test -> run(rule, test)).toList();
        boolean passed = tests.stream().allMatch(TestResult::passed);
        return new RuleTrial(
                rule,
                tests,
                coverage ? Optional.of(Coverage.of(rule)) : Optional.empty(),
                mutants && passed ? Optional.of(MutationRun.of(rule)) : Optional.empty());
    }

    private static TestResult run(TestedRule rule, RuleTest test) {
        long start = System.nanoTime();
        List<String> failures = RuleTestRun.failures(rule.rule(), test);
        return new TestResult(test.name(), test.place(), failures, (System.nanoTime() - start) / 1e9);
    }

    String id() {
        return rule.rule().id();
    }

    long failed() {
        return tests.stream().filter(test -> !test.passed()).count();
    }

    Optional<MutationScore> score() {
        return mutants.map(MutationScore::of);
    }
}
