package io.tokenwatch.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A command as a shell sees it: a folder of its own, what it prints, its exit code. */
abstract class CommandTest {
    @TempDir
    protected Path folder = Path.of("");

    protected final StringWriter out = new StringWriter();
    protected final StringWriter err = new StringWriter();

    /** The exit code. */
    protected final int tokenwatch(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    protected final String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Writes a file, and the folders that it lies in; returns where it is. */
    protected final String write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, text).toString();
    }
}
