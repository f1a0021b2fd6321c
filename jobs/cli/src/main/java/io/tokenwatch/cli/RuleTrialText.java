package io.tokenwatch.cli;

import io.tokenwatch.ruletest.coverage.Coverage;
import io.tokenwatch.ruletest.coverage.Covered;
import io.tokenwatch.ruletest.mutation.Mutant;
import io.tokenwatch.ruletest.mutation.Mutant.Fate;
import io.tokenwatch.ruletest.mutation.MutationScore;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Shows trials to a person: a line for each rule, and beneath it only what is to be done. */
final class RuleTrialText {
    private static final String INDENT = "         ";

    private final PrintWriter out;

    RuleTrialText(PrintWriter out) {
        this.out = out;
    }

    void print(List<RuleTrial> trials) {
        trials.forEach(this::print);
        if (trials.stream().anyMatch(trial -> trial.coverage().isPresent())) {
            List<Covered> all = trials.stream()
                    .flatMap(trial -> trial.coverage().orElse(List.of()).stream())
                    .toList();
            out.printf(Locale.ROOT, "%.1f %% of %,d ways seen%n", Coverage.percent(all), 2 * all.size());
        }
        List<Mutant> mutants = trials.stream()
                .flatMap(trial -> trial.mutants().orElse(List.of()).stream())
                .toList();
        if (!mutants.isEmpty()) {
            MutationScore score = MutationScore.of(mutants);
            out.printf(
                    Locale.ROOT,
                    "%.1f %% of %,d mutants noticed (besides %,d that are the rule in other words, %,d that are no rule)%n",
                    score.percent(),
                    score.noticed() + score.survived(),
                    count(mutants, Fate.EQUIVALENT),
                    count(mutants, Fate.REFUSED));
        }
        long tests = trials.stream().mapToLong(trial -> trial.tests().size()).sum();
        long failed = trials.stream().mapToLong(RuleTrial::failed).sum();
        out.printf(Locale.ROOT, "%,d tests, %,d failed%n", tests, failed);
        out.flush();
    }

    private static long count(List<Mutant> mutants, Fate fate) {
        return mutants.stream().filter(mutant -> mutant.fate() == fate).count();
    }

    private void print(RuleTrial trial) {
        String verdict = trial.tests().isEmpty() ? "no tests" : trial.failed() == 0 ? "ok" : "FAILED";
        out.printf(
                Locale.ROOT,
                "%-8s %s, %d tests",
                verdict,
                trial.id(),
                trial.tests().size());
        trial.coverage().ifPresent(covered -> out.printf(Locale.ROOT, ", %.0f %% seen", Coverage.percent(covered)));
        trial.score().ifPresent(score -> out.printf(Locale.ROOT, ", %.0f %% of mutants noticed", score.percent()));
        out.println();
        for (TestResult test : trial.tests()) {
            if (!test.passed()) {
                out.println(INDENT + test.test());
                test.failures().forEach(failure -> out.println(INDENT + "  " + failure.replace("\n", "\n" + INDENT)));
            }
        }
        trial.coverage().orElse(List.of()).stream()
                .filter(covered -> !covered.missing().isEmpty())
                .forEach(covered -> out.println(INDENT + "not seen: " + line(covered)));
        trial.mutants().orElse(List.of()).stream()
                .filter(mutant -> mutant.fate() == Fate.SURVIVED)
                .forEach(mutant -> out.println(INDENT + "survived: " + mutant.mutation()));
    }

    private static String line(Covered covered) {
        String what = covered.what().isEmpty() ? "" : ": " + covered.what();
        return covered.place() + ": " + covered.path() + what + ", " + covered.missing();
    }
}
