package io.tokenwatch.replay.cluster;

import io.tokenwatch.connector.CanonicalWriter;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.demo.faults.Arena;
import io.tokenwatch.demo.traffic.Scheduled;
import io.tokenwatch.demo.traffic.Traffic;
import io.tokenwatch.demo.traffic.TrafficPlan;
import io.tokenwatch.replay.Engine;
import io.tokenwatch.replay.InProcess;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.Replay;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.ReplaySummary;
import io.tokenwatch.replay.ReplayWatcher;
import io.tokenwatch.replay.report.ReplayPage;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The demo's traffic as a log with all that may be wrong with one; and replays of it. */
final class Corpus {
    /** Every so many events one has a copy that says something else. */
    private static final int CONFLICT = 97;

    private Corpus() {}

    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        Traffic traffic = Traffic.of(new TrafficPlan(
                11, Instant.parse("2026-01-20T12:00:00Z"), 15, 10_000, 300, 100, Duration.ofSeconds(40)));
        while (traffic.hasNext()) {
            Scheduled delivery = traffic.next();
            String line = CanonicalWriter.line(delivery.event());
            lines.add(line);
            if (lines.size() % CONFLICT == 0) {
                lines.add(line.replaceFirst("\"client_id\":\"[^\"]*\"", "\"client_id\":\"another\""));
                lines.add("{\"event_type\":\"of.another.kind\",\"event_time\":\"2026-01-20T12:00:00Z\"}");
                lines.add("{\"event_type\":\"token.issued\",\"event_time\":");
                lines.add(line.replaceFirst("\\{", "{\"colour\":\"blue\","));
            }
        }
        return lines;
    }

    static Path write(Path file, List<String> lines) throws IOException {
        return Files.write(file, lines);
    }

    static Path gzip(Path file, List<String> lines) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("\n", lines).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return file;
    }

    static ReplaySummary local(Path out, List<Path> files) {
        return replay(out, files, new InProcess(), ReplayWatcher.SILENT);
    }

    static ReplaySummary flink(Path out, int parallelism, List<Path> files) {
        return replay(out, files, new FlinkEngine(out, parallelism), ReplayWatcher.SILENT);
    }

    static ReplaySummary replay(Path out, List<Path> files, Engine engine, ReplayWatcher watcher) {
        ReplaySettings settings = ReplaySettings.of(Settings.of(TokenKeys.parse("k1 always " + "0f".repeat(32))));
        return new Replay(PackLog.of(RuleFiles.load(Arena.rules()).compile()), settings, watcher, engine)
                .run(files.stream().map(Input::of).toList(), out, ReplayPage::of);
    }
}
