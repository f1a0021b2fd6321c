package io.tokenwatch.cli;

import io.tokenwatch.engine.Plan;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.ruletest.RuleTestReader;
import io.tokenwatch.yaml.Fault;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules}. */
@Command(
        name = "rules",
        description = "Checks detection rules.",
        subcommands = {
            RulesCommand.Lint.class,
            RulesTestCommand.class,
            RulesExplainCommand.class,
            RulesLockCommand.class
        })
final class RulesCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Objects.requireNonNull(spec).commandLine().usage(Terminal.err(spec));
        return ExitCode.USAGE;
    }

    /** {@code tokenwatch rules lint}. */
    @Command(
            name = "lint",
            description =
                    "Compiles every rule and its tests and shows all that is wrong: file, line, column. Exit code 1 then.")
    static final class Lint implements Callable<Integer> {
        @Parameters(
                paramLabel = "DIR",
                arity = "0..1",
                description = "Folder of rules. Default: those that are shipped.")
        private Path folder = Home.rules();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = Terminal.out(spec);
            List<Fault> faults = new ArrayList<>();
            RulePack pack = RulePack.of(List.of());
            try {
                pack = RulePack.load(folder);
            } catch (FaultyFileException e) {
                faults.addAll(e.faults());
            }
            for (Rule rule : pack.rules()) {
                try {
                    RuleTestReader.read(rule);
                } catch (FaultyFileException e) {
                    faults.addAll(e.faults());
                }
            }
            if (!faults.isEmpty()) {
                faults.forEach(fault -> out.println(fault));
                out.println(faults.size() == 1 ? "1 fault" : faults.size() + " faults");
                return ExitCode.CHECK_FAILED;
            }
            new Plan(pack);
            out.println(
                    pack.rules().size() == 1 ? "1 rule is fine" : pack.rules().size() + " rules are fine");
            return ExitCode.DONE;
        }
    }
}
