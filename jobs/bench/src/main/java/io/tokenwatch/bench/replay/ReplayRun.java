package io.tokenwatch.bench.replay;

import io.tokenwatch.bench.contest.Meter;
import io.tokenwatch.connector.Connectors;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.Replay;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.ReplaySummary;
import io.tokenwatch.replay.ReplayWatcher;
import io.tokenwatch.replay.Resources;
import io.tokenwatch.replay.report.ReplayPage;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The child's side of {@link ReplayBench}: one replay, rules read from their files, alerts and report written. Arguments: file, format, folder of
 * the rules, folder for the results, threads, engine. Answers with one line, see {@link ReplayRow}.
 */
final class ReplayRun {
    private ReplayRun() {}

    public static void main(String[] args) throws IOException {
        PrintStream answer = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        LiveHeap live = new LiveHeap();
        Meter meter = Meter.start();
        int threads = Integer.parseInt(args[4]);
        Path out = Path.of(args[3]);
        Resources resources = Resources.ofMachine().withThreads(threads);
        ReplaySettings settings = ReplaySettings.of(Settings.of(TokenKeys.parse("bench always " + "ab".repeat(32))))
                .withFormat(Connectors.of(args[1]))
                .with(resources);
        ReplaySummary summary = new Replay(
                        PackLog.of(RuleFiles.load(Path.of(args[2])).compile()),
                        settings,
                        ReplayWatcher.SILENT,
                        EngineKind.valueOf(args[5]).engine(out, threads))
                .run(List.of(Input.of(Path.of(args[0]))), out, ReplayPage::of);
        Meter.Reading cost = meter.stop();
        answer.printf(
                Locale.ROOT,
                "%d\t%d\t%d\t%d\t%d\t%d\t%.2f%n",
                summary.read(),
                summary.alerts(),
                cost.wallNanos(),
                cost.cpuNanos(),
                live.most(),
                peakResident(),
                cost.load());
    }

    /** Bytes of memory that the process had at most; 0 where the system does not say. */
    private static long peakResident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            Optional<String> peak =
                    lines.filter(line -> line.startsWith("VmHWM:")).findFirst();
            return peak.map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .orElse(0L);
        }
    }
}
