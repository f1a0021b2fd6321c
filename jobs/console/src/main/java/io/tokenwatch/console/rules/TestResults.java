package io.tokenwatch.console.rules;

import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.ruletest.RuleTest;
import io.tokenwatch.ruletest.RuleTestReader;
import io.tokenwatch.ruletest.RuleTestRun;
import io.tokenwatch.yaml.Faults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The tests inside the rules, run as written when the folder has changed: some milliseconds a rule, in the background. */
public final class TestResults {
    /**
     * Of one rule.
     *
     * @param failures names of the tests that fail
     */
    public record Result(int tests, List<String> failures) {}

    private final RuleLibrary library;
    private @Nullable RuleFiles of;
    private CompletableFuture<Map<String, Result>> results = CompletableFuture.completedFuture(Map.of());

    public TestResults(RuleLibrary library) {
        this.library = library;
    }

    /** By rule; empty while they run, which nobody waits for. */
    public synchronized Optional<Map<String, Result>> all() {
        RuleFiles files = library.files();
        if (!files.equals(of)) {
            Map<String, Rule> rules = library.all();
            results = CompletableFuture.supplyAsync(() -> {
                Map<String, Result> fresh = new TreeMap<>();
                rules.forEach((id, rule) -> fresh.put(id, run(rule)));
                return fresh;
            });
            of = files;
        }
        return results.isDone() ? Optional.of(results.join()) : Optional.empty();
    }

    private static Result run(Rule rule) {
        List<RuleTest> tests = RuleTestReader.read(rule, new Faults());
        return new Result(
                tests.size(),
                tests.stream()
                        .filter(test ->
                                !RuleTestRun.failuresAsWritten(rule, test).isEmpty())
                        .map(RuleTest::name)
                        .toList());
    }
}
