package io.tokenwatch.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder that a replay writes. Each file is written under another name and moved when it is whole, the summary last: a
 * folder with a summary is complete, and one without is not.
 */
final class ReplayFolder implements Closeable {
    static final String ALERTS = "alerts.ndjson";
    static final String SHADOW_ALERTS = "shadow-alerts.ndjson";
    static final String DEAD_LETTERS = "dead-letters.ndjson";
    static final String SUMMARY = "summary.json";

    private final Path folder;
    private final List<String> written = new ArrayList<>();

    /** Makes the folder if it is not there, and the results of an earlier replay incomplete. */
    ReplayFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(SUMMARY));
    }

    /** A file to write; it appears with {@link #publish}. */
    Writer open(String name) throws IOException {
        written.add(name);
        Path partial = partial(name);
        partial.toFile().deleteOnExit(); // when somebody presses Ctrl-C
        return Files.newBufferedWriter(partial, UTF_8);
    }

    void write(String name, List<Alert> alerts) throws IOException {
        try (Writer out = open(name)) {
            for (Alert alert : alerts) {
                out.write(AlertJson.line(alert));
                out.write('\n');
            }
        }
    }

    /** Moves all files to their names, in the order in which they were opened, and removes an earlier replay's others. */
    void publish(ReplaySummary summary) throws IOException {
        if (!written.contains(SHADOW_ALERTS)) {
            Files.deleteIfExists(folder.resolve(SHADOW_ALERTS));
        }
        try (Writer out = open(SUMMARY)) {
            out.write(summary.toJson());
            out.write('\n');
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
    }

    private Path partial(String name) {
        return folder.resolve("." + name + "." + ProcessHandle.current().pid());
    }
}
