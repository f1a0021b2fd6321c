package io.tokenwatch.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code tokenwatch} command. */
@Command(
        name = "tokenwatch",
        description = "Finds the abuse of OAuth tokens while it happens.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 a check failed, 2 wrong usage or configuration, 3 a server or file could not be reached"
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ReplayCommand.class,
            RulesCommand.class,
            ConsoleCommand.class,
            BenchCommand.class,
            HelpCommand.class,
        })
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command on this process's streams; the result is one of {@link ExitCode}. */
    public static int run(String... args) {
        return run(commandLine(), args);
    }

    /** As {@link #run(String...)}, with other writers for what is printed by way of them. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(commandLine().setOut(out).setErr(err), args);
    }

    private static int run(CommandLine commandLine, String... args) {
        try {
            return args.length == 0 ? usage(commandLine) : commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            return Failures.outOfMemory(commandLine.getErr());
        }
    }

    private static int usage(CommandLine commandLine) {
        commandLine.usage(commandLine.getErr());
        return ExitCode.USAGE;
    }

    private static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        Failures failures = new Failures();
        everyone(commandLine);
        return commandLine
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(true);
    }

    /** Every command has --help and --version. */
    private static void everyone(CommandLine commandLine) {
        if (!(commandLine.getCommand() instanceof HelpCommand)) {
            commandLine.getCommandSpec().mixinStandardHelpOptions(true);
            commandLine.getSubcommands().values().forEach(Main::everyone);
        }
    }
}
