package io.tokenwatch.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertJson;
import io.tokenwatch.replay.sort.LeftBehind;
import io.tokenwatch.rule.Rule;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder that a replay writes. Each file is written under another name and moved when it is whole, in the order in which
 * they were opened: a folder with the last of them is complete, and one without is not.
 */
public final class ResultFolder implements Closeable {
    public static final String ALERTS = "alerts.ndjson";
    public static final String SHADOW_ALERTS = "shadow-alerts.ndjson";
    public static final String DEAD_LETTERS = "dead-letters.ndjson";
    public static final String SUMMARY = "summary.json";
    public static final String REPORT = "report.html";

    private final Path folder;
    private final FolderLock lock;
    private final List<String> written = new ArrayList<>();

    /**
     * Makes the folder if it is not there, and earlier results in it incomplete.
     *
     * @param last the file that is to be written last
     * @throws java.io.UncheckedIOException if another run writes there
     */
    public ResultFolder(Path folder, String last) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.lock = FolderLock.of(
                folder, "another run writes into " + folder + ": wait for it, or name another folder with --out");
        Files.deleteIfExists(folder.resolve(last));
        for (String name : List.of(ALERTS, SHADOW_ALERTS, DEAD_LETTERS, REPORT, last)) {
            for (Path left : LeftBehind.in(folder, "." + name + ".")) {
                Files.delete(left);
            }
        }
    }

    Path folder() {
        return folder;
    }

    /** A file to write; it appears with {@link #publish}. */
    public Writer open(String name) throws IOException {
        written.add(name);
        Path partial = partial(name);
        partial.toFile().deleteOnExit(); // when somebody presses Ctrl-C
        return Files.newBufferedWriter(partial, UTF_8);
    }

    public void write(String name, Iterable<String> lines) throws IOException {
        try (Writer out = open(name)) {
            for (String line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
    }

    /**
     * Writes the alerts, those of rules in shadow mode into a file of their own.
     *
     * @param rules that were judged
     */
    public void alerts(List<Rule> rules, List<Alert> alerts) throws IOException {
        alerts(ALERTS, alerts, false);
        if (rules.stream().anyMatch(Replay::isShadow)
                || alerts.stream().anyMatch(alert -> Replay.isShadow(alert.rule()))) {
            alerts(SHADOW_ALERTS, alerts, true);
        }
    }

    private void alerts(String name, List<Alert> alerts, boolean shadow) throws IOException {
        write(name, () -> alerts.stream()
                .filter(alert -> Replay.isShadow(alert.rule()) == shadow)
                .map(AlertJson::line)
                .iterator());
    }

    /** Moves all files to their names, in the order in which they were opened, and removes an earlier replay's others. */
    public void publish() throws IOException {
        if (!written.contains(SHADOW_ALERTS)) {
            Files.deleteIfExists(folder.resolve(SHADOW_ALERTS));
        }
        for (String name : written) {
            Files.move(partial(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        for (String name : written) {
            Files.deleteIfExists(partial(name));
        }
        lock.close();
    }

    private Path partial(String name) {
        return folder.resolve("." + name + "." + ProcessHandle.current().pid());
    }
}
