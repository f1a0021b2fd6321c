package io.tokenwatch.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command prints. */
public final class Terminal {
    private Terminal() {}

    /** The command's answer. */
    static PrintWriter out(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /** What it says besides. */
    static PrintWriter err(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    /** Whether a person looks on, on a terminal that can redraw a line. */
    public static boolean isInteractive() {
        return Ansi.AUTO.enabled();
    }
}
