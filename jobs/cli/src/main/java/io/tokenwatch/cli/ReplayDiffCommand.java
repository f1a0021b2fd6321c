package io.tokenwatch.cli;

import io.tokenwatch.replay.diff.RunChange;
import io.tokenwatch.replay.diff.RunDifference;
import io.tokenwatch.replay.diff.RunDifferenceJson;
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

/** {@code tokenwatch replay diff}. */
@Command(
        name = "diff",
        sortOptions = false,
        description = {
            "Compares two replays: the alerts that appeared, vanished and changed, and what else the runs say differently, such as "
                    + "their inputs and rules.",
            ""
        },
        footer = {"", "Example:", "  tokenwatch replay diff before/ now/"})
final class ReplayDiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN1", description = "Folder that an earlier 'replay --out' wrote.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "RUN2", description = "Folder that a later one wrote.")
    private Path now = Path.of("");

    @Option(
            names = "--json",
            description = "Print lines of JSON: the whole, each fact and rule, each alert that differs.")
    private boolean json;

    @Option(names = "--exit-code", description = "Exit with 1 if the alerts differ.")
    private boolean exitCode;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Terminal.out(spec);
        RunDifference difference;
        if (json) {
            difference = RunDifference.between(before, now, RunDifference.Sink.NONE); // the whole stands first
            out.println(RunDifferenceJson.total(difference));
            difference.facts().forEach((path, values) -> out.println(RunDifferenceJson.fact(path, values)));
            difference.rules().forEach((id, counts) -> out.println(RunDifferenceJson.rule(id, counts)));
            RunDifference.between(before, now, change -> out.println(RunDifferenceJson.alert(change)));
        } else {
            RunDifferenceText text = new RunDifferenceText(out);
            difference = RunDifference.between(before, now, (RunChange change) -> text.note(change));
            text.print(difference);
        }
        out.flush();
        return exitCode && !difference.sameAlerts() ? ExitCode.CHECK_FAILED : ExitCode.DONE;
    }
}
