package io.tokenwatch.console.stage;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The browser of this machine, as distributions name it. */
final class Chromium {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

    private Chromium() {}

    /** The first of these names on the path. */
    static Path find() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin");
        List<String> folders = Arrays.asList(path.split(File.pathSeparator, -1));
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the console's tests walk through a real browser, and there" + " is none of " + NAMES
                                + " on the PATH: install Chromium (Debian: apt-get install chromium)"));
    }
}
