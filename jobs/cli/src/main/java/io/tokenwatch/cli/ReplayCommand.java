package io.tokenwatch.cli;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Connectors;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.Inputs;
import io.tokenwatch.replay.NotEvaluable;
import io.tokenwatch.replay.Replay;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.ReplaySummary;
import io.tokenwatch.rule.RuleFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenwatch replay}. */
@Command(
        name = "replay",
        sortOptions = false,
        description = {
            "Judges historical logs.",
            "",
            "Writes alerts.ndjson (sorted by alert id; the same events give the same bytes, whatever their order and "
                    + "duplication), dead-letters.ndjson (what could not be read: where, and why) and summary.json. Alerts of "
                    + "rules in shadow mode go to shadow-alerts.ndjson.",
            ""
        },
        footer = {
            "",
            "The events that a rule matches are kept in memory, some 300 bytes each; TOKENWATCH_HEAP=8g gives more than 2 GB.",
            "",
            "Examples:",
            "  tokenwatch replay /var/log/keycloak/keycloak.log*",
            "  zcat events.gz | tokenwatch replay - --from 2026-01-01 --json"
        })
final class ReplayCommand implements Callable<Integer> {
    /** An event later than this after the start had its clock wrong. Milliseconds. */
    private static final long MOST_AHEAD = 24 * 3_600_000L;

    @Parameters(
            paramLabel = "INPUT",
            arity = "1..*",
            description = "Files, folders, globs, or - for standard input; plain or gzip.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "auto",
            completionCandidates = FormatNames.class,
            description = "One of: ${COMPLETION-CANDIDATES}. auto tells it by each file's content (default).")
    private String format = "auto";

    @Option(names = "--rules", paramLabel = "DIR", description = "Folder of rules. Default: those that are shipped.")
    private @Nullable Path rules;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Judge events at or after it: 2026-01-01T12:00:00Z, or 2026-01-01 for its start in UTC.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Judge events before it.")
    private @Nullable Instant to;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Tenant of records that name none (default: ${DEFAULT-VALUE}).")
    private String tenant = "default";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "Z",
            description = "Time zone of local times in a log, such as Europe/Berlin (default: UTC).")
    private ZoneId zone = ZoneOffset.UTC;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "tokenwatch-replay",
            description = "Where the results go (default: ./${DEFAULT-VALUE}).")
    private Path out = Path.of("tokenwatch-replay");

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean json;

    @Mixin
    private TokenKeyOptions keys = new TokenKeyOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = Terminal.err(spec);
        Connector connector = format();
        List<Input> found = Inputs.of(inputs, out, System.in);
        RuleFiles files = RuleFiles.load(rules == null ? Home.rules() : rules);
        Settings reading = Settings.of(keys.load(err))
                .withTenant(tenant)
                .withZone(zone)
                .withLatest(System.currentTimeMillis() + MOST_AHEAD);
        ReplaySettings settings =
                new ReplaySettings(connector, reading, millis(from, Long.MIN_VALUE), millis(to, Long.MAX_VALUE));
        ReplaySummary summary;
        try (ReplayProgress progress = new ReplayProgress(new ProgressBar(err, Terminal.isInteractive()))) {
            summary = new Replay(files, settings, progress).run(found, out);
        }
        remark(summary, err);
        Terminal.out(spec).println(json ? summary.toJson() : line(summary));
        return ExitCode.DONE;
    }

    private @Nullable Connector format() {
        if (format.equals("auto")) {
            return null;
        }
        try {
            return Connectors.of(format);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() + ", auto", e);
        }
    }

    private static long millis(@Nullable Instant time, long otherwise) {
        return time == null ? otherwise : time.toEpochMilli();
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

    /** What --format takes. */
    static final class FormatNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(
                            Stream.of("auto"),
                            Connectors.all().stream().map(Connector::format),
                            Stream.of("mapping:FILE"))
                    .flatMap(names -> names)
                    .iterator();
        }
    }
}
