package io.tokenwatch.cli;

/** What the command tells the shell. */
public final class ExitCode {
    public static final int DONE = 0;
    /** Tests, lint, smoke or the comparison with the oracle; or a fault of Tokenwatch itself. */
    public static final int CHECK_FAILED = 1;
    /** Wrong usage or configuration. */
    public static final int USAGE = 2;
    /** A server or file could not be reached. */
    public static final int UNREACHABLE = 3;

    private ExitCode() {}
}
