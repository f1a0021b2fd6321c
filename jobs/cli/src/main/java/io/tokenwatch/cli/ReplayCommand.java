package io.tokenwatch.cli;

import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.NotEvaluable;
import io.tokenwatch.replay.Replay;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.ReplaySummary;
import io.tokenwatch.replay.report.ReplayPage;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwatch replay}. */
@Command(
        name = "replay",
        subcommands = ReplayDiffCommand.class,
        sortOptions = false,
        description = {
            "Judges historical logs.",
            "",
            "Writes alerts.ndjson (sorted by alert id; the same events give the same bytes, whatever their order and "
                    + "duplication), dead-letters.ndjson (what could not be read: where, and why), summary.json and report.html (one page that needs nothing else). Alerts of "
                    + "rules in shadow mode go to shadow-alerts.ndjson.",
            ""
        },
        footer = {
            "",
            "Events that do not fit into a sixth of the heap are sorted on disk, some 250 bytes each; TOKENWATCH_HEAP=8g gives more than 2 GB.",
            "A replay by Flink that was interrupted goes on when it is started again with the same --out.",
            "",
            "Examples:",
            "  tokenwatch replay /var/log/keycloak/keycloak.log*",
            "  zcat events.gz | tokenwatch replay - --from 2026-01-01 --json",
            "  tokenwatch replay logs/ --elasticsearch http://scratch:9200 --run 2026q1",
            "  tokenwatch replay s3://audit/2026/ --cluster flink:8081 --shared s3://audit/work --out q1",
            "  tokenwatch replay diff before/ now/"
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    private RulesFolderOption rules = new RulesFolderOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "tokenwatch-replay",
            description = "Where the results go (default: ./${DEFAULT-VALUE}).")
    private Path out = Path.of("tokenwatch-replay");

    @Mixin
    private EngineOption engine = new EngineOption();

    @Mixin
    private ScratchOptions scratch = new ScratchOptions();

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = Terminal.err(spec);
        List<Input> found = history.inputs(out);
        RuleFiles files = RuleFiles.load(rules.folder());
        ReplaySettings settings = history.settings(err);
        ReplaySummary summary;
        PackLog packs = history.packs(files.compile(), err);
        EngineOption.Choice choice = engine.choose(
                found, out, settings.resources(), history.threads(), () -> history.provisions(files), err);
        try (ReplayProgress progress = new ReplayProgress(new ProgressBar(err, Terminal.isInteractive()));
                Scratch cluster = scratch.open(packs)) {
            summary = new Replay(packs, settings, progress, choice.engine())
                    .run(choice.inputs(), out, ReplayPage::of, cluster);
            cluster.finish().ifPresent(err::println);
        }
        remark(summary, err);
        Terminal.out(spec).println(json ? summary.toJson() : line(summary));
        return ExitCode.DONE;
    }

    private static void remark(ReplaySummary summary, PrintWriter err) {
        Map<String, List<String>> rulesByReason = new LinkedHashMap<>();
        for (NotEvaluable rule : summary.notEvaluable()) {
            String reason = rule.format() + " logs have no " + String.join(", ", rule.lacks());
            rulesByReason.computeIfAbsent(reason, r -> new ArrayList<>()).add(rule.rule());
        }
        rulesByReason.forEach(
                (reason, rules) -> err.println("not evaluable, because " + reason + ": " + String.join(", ", rules)));
        summary.unknownFields()
                .forEach((name, count) -> err.printf(Locale.ROOT, "unknown field: %s, in %,d records%n", name, count));
        if (summary.conflicts() > 0) {
            err.printf(
                    Locale.ROOT,
                    "%,d event ids have copies that differ; one copy of each was judged%n",
                    summary.conflicts());
        }
        if (summary.judged() == 0 && summary.outsidePeriod() > 0) {
            err.printf(Locale.ROOT, "all %,d events are outside --from and --to%n", summary.outsidePeriod());
        }
        err.flush();
    }

    private String line(ReplaySummary summary) {
        return String.format(
                Locale.ROOT,
                "%,d events judged, %,d alerts, %,d dead letters -> %s",
                summary.judged(),
                summary.alerts(),
                summary.deadLettered(),
                out);
    }
}
