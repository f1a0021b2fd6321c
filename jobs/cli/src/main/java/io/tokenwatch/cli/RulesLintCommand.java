package io.tokenwatch.cli;

import io.tokenwatch.lint.Lint;
import io.tokenwatch.lint.LintFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules lint}. */
@Command(
        name = "lint",
        description = {
            "Compiles every rule and its tests and shows all that is wrong: file, line, column, what to write instead.",
            "Exit code 1 then. Each fault has a code, and a page in docs/errors."
        })
final class RulesLintCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "0..1", description = "Folder of rules. Default: those that are shipped.")
    private Path folder = Home.rules();

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private LintFormat format = LintFormat.TEXT;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Lint lint = Lint.of(folder);
        PrintWriter out = Terminal.out(spec);
        out.print(format.text(lint, folder));
        out.flush();
        return lint.faults().isEmpty() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }
}
