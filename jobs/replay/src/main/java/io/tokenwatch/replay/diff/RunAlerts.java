package io.tokenwatch.replay.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The alerts of one file in order of their ids, one after the other: files of any length are compared in little memory. */
final class RunAlerts implements Closeable {
    private final Path file;
    private final String mode;
    private final @Nullable BufferedReader in;
    private @Nullable RunAlert current;
    private long line;

    /** @param file may be missing, as that of rules in shadow mode may */
    RunAlerts(Path file, String mode) throws IOException {
        this.file = file;
        this.mode = mode;
        this.in = Files.exists(file) ? Files.newBufferedReader(file, UTF_8) : null;
        next();
    }

    /** The alert that is next; null at the end. */
    @Nullable
    RunAlert current() {
        return current;
    }

    void next() throws IOException {
        String text = in == null ? null : in.readLine();
        line++;
        if (text == null) {
            current = null;
            return;
        }
        RunAlert read;
        try {
            read = RunAlert.read(text, mode);
        } catch (IOException e) {
            throw new IOException(file + ":" + line + ": no alert that replay wrote", e);
        }
        if (current != null && current.id().compareTo(read.id()) >= 0) {
            throw new IOException(file + ":" + line + ": not in order of alert_id, as replay writes it");
        }
        current = read;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
