package io.tokenwatch.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far long work is: on a terminal a bar that is redrawn, elsewhere a plain line every few seconds. One phase after
 * the other; the rate and the time left are those of the phase.
 */
public final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 24;
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 5_000_000_000L;
    /** Back to the line's start, and erase it. */
    private static final String AGAIN = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean interactive;
    private final LongSupplier nanos;
    private String phase = "";
    private long phaseStart;
    private long nextAt;
    private boolean drawn;

    public ProgressBar(PrintWriter out, boolean interactive) {
        this(out, interactive, System::nanoTime);
    }

    ProgressBar(PrintWriter out, boolean interactive, LongSupplier nanos) {
        this.out = out;
        this.interactive = interactive;
        this.nanos = nanos;
    }

    /**
     * Shows progress, unless it did so just now.
     *
     * @param part done of {@code whole}, in any unit; without a whole (0) there is no percentage
     * @param count what the rate is of, such as events
     * @param detail what else to say; may be empty
     */
    public void show(String name, long part, long whole, long count, String unit, String detail) {
        long now = nanos.getAsLong();
        if (!name.equals(phase)) {
            phase = name;
            phaseStart = now;
            nextAt = now + (interactive ? 0 : LINE_NANOS);
        }
        if (now >= nextAt) {
            nextAt = now + (interactive ? REDRAW_NANOS : LINE_NANOS);
            String text = text(part, whole, count, unit, detail, (now - phaseStart) / 1e9);
            out.print(interactive ? AGAIN + text : text + System.lineSeparator());
            out.flush();
            drawn = interactive;
        }
    }

    /** Prints a line that stays. */
    public void say(String line) {
        close();
        out.println(line);
        out.flush();
    }

    /** Wipes the bar. */
    @Override
    public void close() {
        if (drawn) {
            out.print(AGAIN);
            out.flush();
            drawn = false;
        }
    }

    private String text(long part, long whole, long count, String unit, String detail, double seconds) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-8s ", phase));
        double share = whole > 0 ? Math.min(1, (double) part / whole) : 0;
        if (whole > 0) {
            int full = (int) (share * WIDTH);
            text.append('[')
                    .append("#".repeat(full))
                    .append(".".repeat(WIDTH - full))
                    .append(']');
            text.append(String.format(Locale.ROOT, " %3d%%  ", (int) (share * 100)));
        }
        text.append(String.format(Locale.ROOT, "%,d %s", count, unit));
        if (seconds > 0.2) {
            text.append(String.format(Locale.ROOT, ", %,.0f/s", count / seconds));
        }
        if (!detail.isEmpty()) {
            text.append(", ").append(detail);
        }
        if (share > 0.01 && share < 1 && seconds > 1) {
            text.append(", ").append(duration(seconds / share * (1 - share))).append(" left");
        }
        return text.toString();
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 90
                ? whole + " s"
                : whole < 5_400 ? Math.round(whole / 60.0) + " min" : Math.round(whole / 3600.0) + " h";
    }
}
