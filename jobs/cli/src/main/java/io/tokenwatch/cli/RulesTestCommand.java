package io.tokenwatch.cli;

import io.tokenwatch.ruletest.TestedRule;
import io.tokenwatch.ruletest.mutation.MutationScore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules test}. */
@Command(
        name = "test",
        sortOptions = false,
        description = {
            "Runs the tests inside the rules, as written and then shuffled and duplicated, which must change nothing.",
            ""
        },
        footer = {
            "",
            "Exit code 1 if a test fails, or with --mutate if a score is too low.",
            "",
            "Examples:",
            "  tokenwatch rules test --junit target/rules.xml",
            "  tokenwatch rules test rules/replay/token-replay-two-networks.yml --coverage --mutate"
        })
final class RulesTestCommand implements Callable<Integer> {
    /** How the result is shown. */
    enum Format {
        TEXT,
        JSON
    }

    @Parameters(
            paramLabel = "PATHS",
            arity = "0..*",
            description = "Folders of rules, or rule files. Default: all rules.")
    private List<Path> paths = new ArrayList<>();

    @Mixin
    private RulesFolderOption rules = new RulesFolderOption();

    @Option(names = "--junit", paramLabel = "FILE", description = "Write a JUnit report besides.")
    private @Nullable Path junit;

    @Option(
            names = "--coverage",
            description =
                    "List what the tests of a rule never saw: a selection, line or value both true and false, a bound just "
                            + "inside and just outside.")
    private boolean coverage;

    @Option(
            names = "--mutate",
            description = "Change each rule in every small way, and list the changes that none of its tests notices.")
    private boolean mutate;

    @Option(
            names = "--min-score",
            paramLabel = "PERCENT",
            defaultValue = "85",
            description = "Mutants to be noticed over all rules (default: ${DEFAULT-VALUE}).")
    private double minScore = 85;

    @Option(
            names = "--min-rule-score",
            paramLabel = "PERCENT",
            defaultValue = "70",
            description = "Mutants to be noticed of each rule (default: ${DEFAULT-VALUE}).")
    private double minRuleScore = 70;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Terminal.out(spec);
        List<TestedRule> tested = RuleChoice.of(rules.folder(), paths).stream()
                .flatMap(files -> TestedRule.of(files).stream())
                .toList();
        List<RuleTrial> trials = tested.parallelStream()
                .map(rule -> RuleTrial.of(rule, coverage, mutate))
                .toList();
        if (junit != null) {
            JUnitReport.write(junit, trials);
        }
        if (format == Format.JSON) {
            out.println(RuleTrialJson.of(trials));
        } else {
            new RuleTrialText(out).print(trials);
        }
        List<String> low = tooLow(trials);
        low.forEach(Terminal.err(spec)::println);
        Terminal.err(spec).flush();
        boolean failed = trials.stream().anyMatch(trial -> trial.failed() > 0);
        return failed || !low.isEmpty() ? ExitCode.CHECK_FAILED : ExitCode.DONE;
    }

    private List<String> tooLow(List<RuleTrial> trials) {
        List<String> low = new ArrayList<>();
        List<MutationScore> scores = new ArrayList<>();
        for (RuleTrial trial : trials) {
            trial.score().ifPresent(score -> {
                scores.add(score);
                if (score.percent() < minRuleScore) {
                    low.add(tooLow(trial.id(), score, minRuleScore));
                }
            });
        }
        MutationScore all = MutationScore.sum(scores);
        if (all.percent() < minScore) {
            low.add(tooLow("all rules", all, minScore));
        }
        return low;
    }

    private static String tooLow(String what, MutationScore score, double least) {
        return String.format(
                Locale.ROOT, "%s: %.1f %% of mutants noticed, at least %.0f %% must be", what, score.percent(), least);
    }
}
