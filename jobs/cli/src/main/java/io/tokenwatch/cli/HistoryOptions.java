package io.tokenwatch.cli;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.network.NetworkFacts;
import io.tokenwatch.pack.PackHistory;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.Inputs;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.Resources;
import io.tokenwatch.replay.cluster.Provisions;
import io.tokenwatch.replay.files.FlinkFiles;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which logs to judge, and how to read them. */
final class HistoryOptions {
    /** An event later than this after the start had its clock wrong. Milliseconds. */
    private static final long MOST_AHEAD = 24 * 3_600_000L;

    @Parameters(
            paramLabel = "INPUT",
            arity = "0..*",
            description =
                    "Files, folders, globs, URIs such as s3://bucket/logs, or - for standard input; plain, gzip or zstd.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--packs",
            paramLabel = "LOG",
            description =
                    "Judge each event by the pack that was in force when it happened: a file that 'rules packs --out' wrote, or the"
                            + " topic's records, one in a line. Before the first one --rules is in force.")
    private @Nullable Path packs;

    @Mixin
    private LogOptions logs = new LogOptions();

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
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "Z",
            description = "Time zone of local times in a log, such as Europe/Berlin (default: UTC).")
    private ZoneId zone = ZoneOffset.UTC;

    @Option(
            names = "--network-facts",
            paramLabel = "FILE",
            description =
                    "A database in the MaxMind format (.mmdb): fills the network, country and place of addresses where the logs do"
                            + " not say them. May be given several times: the first that knows counts.")
    private List<Path> networkFacts = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads read and judge (default: one for each processor). The answer is the same.")
    private @Nullable Integer threads;

    @Option(
            names = "--sort-in",
            paramLabel = "DIR",
            description = "Where events are sorted that do not fit into memory (default: where the results go).")
    private @Nullable Path sortIn;

    /**
     * @param out what is below it are results of ours, and no input
     * @throws UsageException if there is no such format
     * @throws java.io.UncheckedIOException if an input is not there
     */
    List<Input> inputs(Path out) {
        if (inputs.isEmpty()) { // not said by arity, which a subcommand would have to obey
            throw new UsageException(
                    "Missing required parameter: 'INPUT': name log files, folders or globs, or - for standard input");
        }
        logs.format(); // what was typed is judged before what is there
        resources();
        return Inputs.of(inputs, out, System.in, FlinkFiles::find);
    }

    ReplaySettings settings(PrintWriter err) {
        Connector connector = logs.format();
        Settings reading = logs.settings(err).withZone(zone).withLatest(System.currentTimeMillis() + MOST_AHEAD);
        return new ReplaySettings(
                connector,
                reading,
                NetworkFacts.open(networkFacts),
                millis(from, Long.MIN_VALUE),
                millis(to, Long.MAX_VALUE),
                resources());
    }

    private Resources resources() {
        Resources machine = Resources.ofMachine().withSpill(sortIn);
        Integer given = threads;
        if (given != null && given < 1) {
            throw new UsageException("--threads is at least 1");
        }
        return given == null ? machine : machine.withThreads(given);
    }

    /** The packs that were in force when, on top of the one that was before all of them. */
    PackLog packs(RulePack base, PrintWriter err) {
        PackHistory inForce = new PackHistory(base);
        if (packs != null) {
            inForce.read(
                    packs,
                    refused -> err.println("passing over a pack that was refused: "
                            + refused.faults().get(0).place() + ": "
                            + refused.faults().get(0).message()));
        }
        return inForce.log();
    }

    /** What machines of a cluster need to read and judge as {@link #settings} and {@link #packs} say. */
    Provisions provisions(RuleFiles rules) {
        try {
            List<String> published = packs == null ? List.of() : Files.readAllLines(packs);
            return new Provisions(rules, published, logs.keys(), networkFacts, logs.mapping());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the packs in " + packs, e);
        }
    }

    /** How many threads were asked for; 0 if it was not said. */
    int threads() {
        return threads == null ? 0 : threads;
    }

    boolean hasPacks() {
        return packs != null;
    }

    private static long millis(@Nullable Instant time, long otherwise) {
        return time == null ? otherwise : time.toEpochMilli();
    }
}
