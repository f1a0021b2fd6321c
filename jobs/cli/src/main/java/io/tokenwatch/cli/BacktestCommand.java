package io.tokenwatch.cli;

import io.tokenwatch.backtest.Backtest;
import io.tokenwatch.backtest.BacktestJson;
import io.tokenwatch.backtest.BacktestResult;
import io.tokenwatch.backtest.RuleSet;
import io.tokenwatch.backtest.report.ReportPage;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.yaml.Nearest;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules backtest}. */
@Command(
        name = "backtest",
        sortOptions = false,
        description = {
            "Tries rules on history: what they find, day by day and key by key, and what they cost; with --against, which alerts "
                    + "another version of them would add, drop and change.",
            "",
            "Judges as replay does, to the byte. Writes backtest.ndjson, report.html (one page that needs nothing else), "
                    + "alerts.ndjson and dead-letters.ndjson.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tokenwatch rules backtest logs/ --rule token-replay-two-networks --out /tmp/try",
            "  tokenwatch rules backtest logs/ --against HEAD~1",
            "  tokenwatch rules backtest logs/ --rules my-rules --against rules --from 2026-01-01"
        })
final class BacktestCommand implements Callable<Integer> {
    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    private RulesFolderOption rules = new RulesFolderOption();

    @Option(names = "--rule", paramLabel = "ID", description = "Only this rule; may be given several times.")
    private Set<String> only = new LinkedHashSet<>();

    @Option(
            names = "--against",
            paramLabel = "DIR|REV",
            description =
                    "Compare with the rules of another folder, or of a git revision of the folder, such as HEAD~1.")
    private @Nullable String against;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "tokenwatch-backtest",
            description = "Where the results go (default: ./${DEFAULT-VALUE}).")
    private Path out = Path.of("tokenwatch-backtest");

    @Option(names = "--json", description = "Print the first line of backtest.ndjson instead of the table.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = Terminal.err(spec);
        List<Input> inputs = history.inputs(out);
        Path folder = rules.folder();
        RuleSet now = RuleSet.of(rules.name(), RuleFiles.load(folder));
        RuleSet before = against == null ? null : against(folder, against);
        if (history.hasPacks()) {
            if (!only.isEmpty() || against != null) {
                throw new UsageException(
                        "--packs judges by all rules that were in force: leave out --rule and --against");
            }
            now = now.with(history.packs(now.pack(), err));
        }
        if (!only.isEmpty()) {
            require(now, before);
            now = now.only(only);
            before = before == null ? null : before.only(only);
        }
        ReplaySettings settings = history.settings(err);
        BacktestResult result;
        try (ReplayProgress progress = new ReplayProgress(new ProgressBar(err, Terminal.isInteractive()))) {
            result = new Backtest(now, before, settings, progress).run(inputs, out, ReportPage::of);
        }
        PrintWriter answer = Terminal.out(spec);
        if (json) {
            answer.println(BacktestJson.run(result));
        } else {
            BacktestTable.print(result, answer);
            answer.println("-> " + out.resolve(Backtest.REPORT));
        }
        return ExitCode.DONE;
    }

    private static RuleSet against(Path folder, String name) {
        Path other = Path.of(name);
        return RuleSet.of(
                name, Files.isDirectory(other) ? RuleFiles.load(other) : new RulesRevision(folder, name).load());
    }

    /** A rule that is not there would find nothing, and seem quiet. */
    private void require(RuleSet now, @Nullable RuleSet before) {
        Set<String> active = Stream.concat(Stream.of(now), Stream.ofNullable(before))
                .flatMap(set -> set.pack().active().stream())
                .map(Rule::id)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String id : only) {
            if (!active.contains(id)) {
                boolean off =
                        now.pack().rules().stream().anyMatch(rule -> rule.id().equals(id));
                throw new UsageException(
                        off
                                ? "the rule '" + id + "' has 'mode: off': make it 'mode: shadow' to try it"
                                : "there is no rule '" + id + "': " + Nearest.advice(id, active));
            }
        }
    }
}
