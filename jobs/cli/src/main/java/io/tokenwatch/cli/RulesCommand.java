package io.tokenwatch.cli;

import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.ruletest.RuleTest;
import io.tokenwatch.ruletest.RuleTestReader;
import io.tokenwatch.ruletest.RuleTestRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules}. */
@Command(
        name = "rules",
        description = "Checks detection rules.",
        subcommands = {RulesLintCommand.class, RulesImportCommand.class, RulesCommand.Test.class})
final class RulesCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Objects.requireNonNull(spec).commandLine().usage(Terminal.err(spec));
        return ExitCode.USAGE;
    }

    /** {@code tokenwatch rules test}. */
    @Command(
            name = "test",
            description =
                    "Runs the tests inside the rules, as written and then shuffled and duplicated, which must change "
                            + "nothing. Exit code 1 if one fails.")
    static final class Test implements Callable<Integer> {
        @Parameters(
                paramLabel = "DIR",
                arity = "0..1",
                description = "Folder of rules. Default: those that are shipped.")
        private Path folder = Home.rules();

        @Option(names = "--junit", paramLabel = "FILE", description = "Write a JUnit report besides.")
        private @Nullable Path junit;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = Terminal.out(spec);
            List<TestResult> results = new ArrayList<>();
            for (Rule rule : RulePack.load(folder).rules()) {
                List<TestResult> ofRule = RuleTestReader.read(rule).stream()
                        .map(test -> run(rule, test))
                        .toList();
                print(rule, ofRule, out);
                results.addAll(ofRule);
            }
            if (junit != null) {
                JUnitReport.write(junit, results);
            }
            long failed = results.stream().filter(result -> !result.passed()).count();
            out.printf(Locale.ROOT, "%,d tests, %,d failed%n", results.size(), failed);
            return failed == 0 ? ExitCode.DONE : ExitCode.CHECK_FAILED;
        }

        private static TestResult run(Rule rule, RuleTest test) {
            long start = System.nanoTime();
            List<String> failures = RuleTestRun.failures(rule, test);
            return new TestResult(rule.id(), test.name(), failures, (System.nanoTime() - start) / 1e9);
        }

        private static void print(Rule rule, List<TestResult> results, PrintWriter out) {
            long failed = results.stream().filter(result -> !result.passed()).count();
            String verdict = results.isEmpty() ? "no tests" : failed == 0 ? "ok" : "FAILED";
            out.printf(Locale.ROOT, "%-8s %s, %d tests%n", verdict, rule.id(), results.size());
            for (TestResult result : results) {
                result.failures().forEach(failure -> out.println("         " + result.test() + ": " + failure));
            }
            out.flush();
        }
    }
}
