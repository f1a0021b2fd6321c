package io.tokenwatch.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules}. */
@Command(
        name = "rules",
        description = "Checks, tries and publishes detection rules.",
        subcommands = {
            RulesLintCommand.class,
            RulesTestCommand.class,
            RulesExplainCommand.class,
            RulesLockCommand.class,
            RulesImportCommand.class,
            BacktestCommand.class,
            RulesImpactCommand.class,
            RuleDocsCommand.class,
            RulesCompileCommand.class,
            RulesPublishCommand.class,
            RulesPacksCommand.class,
        })
final class RulesCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Objects.requireNonNull(spec).commandLine().usage(Terminal.err(spec));
        return ExitCode.USAGE;
    }
}
