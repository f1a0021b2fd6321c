package io.tokenwatch.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.replay.report.ReplayPage;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Replays in a folder of its own, and what they wrote. */
final class Rehearsal {
    static final ReplaySettings SETTINGS =
            ReplaySettings.of(Settings.of(TokenKeys.parse("t1 always " + "ab".repeat(32))));

    final ReplaySummary summary;
    private final Path folder;

    private Rehearsal(ReplaySummary summary, Path folder) {
        this.summary = summary;
        this.folder = folder;
    }

    static Rehearsal of(Path folder, RuleFiles rules, ReplaySettings settings, Path... files) {
        return of(folder, PackLog.of(rules.compile()), settings, files);
    }

    static Rehearsal of(Path folder, PackLog log, ReplaySettings settings, Path... files) {
        List<Input> inputs = Stream.of(files).map(Input::of).toList();
        return new Rehearsal(
                new Replay(log, settings, ReplayWatcher.SILENT).run(inputs, folder, ReplayPage::of), folder);
    }

    static Rehearsal of(Path folder, Path... files) {
        return of(folder, Rules.all(), SETTINGS, files);
    }

    String alerts() throws IOException {
        return Files.readString(folder.resolve(ResultFolder.ALERTS));
    }

    List<String> deadLetters() throws IOException {
        return Files.readAllLines(folder.resolve(ResultFolder.DEAD_LETTERS));
    }

    String summaryFile() throws IOException {
        return Files.readString(folder.resolve(ResultFolder.SUMMARY));
    }

    /** The summary but for what was read. */
    String facts() throws IOException {
        return summaryFile().replaceFirst(",\"provenance\":.*", "");
    }

    static Path write(Path file, List<String> lines) throws IOException {
        return Files.write(file, lines, UTF_8);
    }

    static Path gzip(Path file, List<String> lines) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(UTF_8));
        }
        return file;
    }
}
