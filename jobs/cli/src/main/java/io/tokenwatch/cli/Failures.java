package io.tokenwatch.cli;

import io.tokenwatch.replay.UnknownFormatException;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in one clear line, or one per fault of a file, and chooses the exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("tokenwatch: " + message(e));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("  try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (e instanceof FaultyFileException faulty) {
            faulty.faults().forEach(fault -> err.println(fault));
            err.println("tokenwatch: " + count(faulty) + "; nothing was done");
            return ExitCode.USAGE;
        }
        if (e instanceof UsageException || e instanceof UnknownFormatException) {
            err.println("tokenwatch: " + message(e));
            return ExitCode.USAGE;
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            err.println("tokenwatch: " + unreachable(e));
            LOG.info("not reached", e);
            return ExitCode.UNREACHABLE;
        }
        // Not at level ERROR, which the terminal would show in full.
        LOG.warn("unexpected", e);
        err.println("tokenwatch: something went wrong that should not have: "
                + e.getClass().getSimpleName() + ": " + message(e));
        err.println("  the log says more: " + Home.log());
        return ExitCode.CHECK_FAILED;
    }

    /** Such as {@code 2 faults in run.yml}. */
    private static String count(FaultyFileException faulty) {
        int faults = faulty.faults().size();
        List<String> files =
                faulty.faults().stream().map(f -> f.place().file()).distinct().toList();
        return (faults == 1 ? "1 fault in " : faults + " faults in ")
                + (files.size() == 1 ? files.get(0) : files.size() + " files");
    }

    static int outOfMemory(PrintWriter err) {
        err.println("tokenwatch: out of memory (the limit is "
                + Runtime.getRuntime().maxMemory() / (1024 * 1024)
                + " MB): give it more, for example TOKENWATCH_HEAP=8g");
        return ExitCode.USAGE;
    }

    private static String unreachable(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile() + ": change it, or name another file";
        }
        return message(e);
    }

    private static String message(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), "no reason given");
    }
}
