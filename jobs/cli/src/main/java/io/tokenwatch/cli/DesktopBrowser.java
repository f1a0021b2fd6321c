package io.tokenwatch.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The browser of whoever sits at this machine, where there is a desktop. */
final class DesktopBrowser {
    private DesktopBrowser() {}

    /** Shows a page; without a desktop, or if that fails, nothing happens. */
    static void open(String url) {
        opener().ifPresent(command -> {
            try {
                new ProcessBuilder(command, url)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                // The address stands in the terminal.
            }
        });
    }

    private static Optional<String> opener() {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac")) {
            return Optional.of("open");
        }
        return System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null
                ? Optional.of("xdg-open")
                : Optional.empty();
    }
}
