package io.tokenwatch.demo;

import java.io.PrintWriter;
import java.time.Duration;

/**
 * Lines that stay and, below them, one line of status: rewritten in place on a terminal, repeated every 10 s elsewhere. What
 * could steer a terminal is taken out of every text, since some of it comes from an attacker. For one thread at a time.
 */
public final class Screen {
    private static final long BETWEEN_STATUS_LINES = Duration.ofSeconds(10).toNanos();
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private boolean statusShown;
    private long lastStatus = System.nanoTime();

    /** @param terminal whether a person looks on, rather than a file */
    public Screen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On a terminal only, and not if {@code NO_COLOR} is set. */
    private boolean isColoured() {
        return terminal && System.getenv("NO_COLOR") == null;
    }

    synchronized void line(String text) {
        clear();
        out.println(clean(text));
        out.flush();
    }

    /** As {@link #line}, with the first part in bold or, for what is urgent, in bold red. */
    synchronized void line(String first, boolean urgent, String rest) {
        clear();
        String start = isColoured() ? (urgent ? "\u001b[1;31m" : "\u001b[1m") : "";
        out.println(start + clean(first) + (isColoured() ? "\u001b[0m" : "") + clean(rest));
        out.flush();
    }

    synchronized void status(String text) {
        if (terminal) {
            clear();
            out.print(clean(text));
            out.flush();
            statusShown = true;
        } else if (System.nanoTime() - lastStatus >= BETWEEN_STATUS_LINES) {
            lastStatus = System.nanoTime();
            line(text);
        }
    }

    /** Removes the status. */
    synchronized void clear() {
        if (statusShown) {
            out.print(CLEAR_LINE);
            statusShown = false;
        }
    }

    private static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
