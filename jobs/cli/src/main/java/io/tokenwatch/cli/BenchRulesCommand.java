package io.tokenwatch.cli;

import io.tokenwatch.bench.rules.RulesBench;
import io.tokenwatch.bench.rules.RulesRow;
import io.tokenwatch.bench.rules.Stage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwatch bench rules}. */
@Command(
        name = "rules",
        sortOptions = false,
        description = {
            "What more rules cost: packs of generated rules, in turns, the first ones dropped, over the same events; each in a JVM of its own, with 1 GB. "
                    + "Stages: match (events are parsed; matching and the records for the keys alone), read (with the reading of "
                    + "a line), judge (match, and state per key on the heap; lines are read before, which is not counted), all (read and judge).",
            "",
            "'tested', 'match' and 'routed' say what the pack had to do with an event on average: selections tested, rules matched, "
                    + "records for keys. 'plain loop' tests every step of every rule instead of using the index. The last line "
                    + "is JSON. Exit code 1 if the plain loop, or any run, came to something else.",
            ""
        })
final class BenchRulesCommand implements Callable<Integer> {
    @Option(
            names = "--rules",
            paramLabel = "N,…",
            split = ",",
            defaultValue = "1,10,100,1000",
            description = "Sizes of the packs (default: ${DEFAULT-VALUE}).")
    private List<Integer> rules = List.of();

    @Option(
            names = "--stage",
            paramLabel = "NAME",
            description = "Only this one: match, read, judge or all. May be given again.")
    private List<Stage> stages = List.of();

    @Option(
            names = "--broad",
            paramLabel = "PERCENT",
            defaultValue = "2",
            description =
                    "How many of a hundred rules take every event of a type; the first rule does in any case (default: "
                            + "${DEFAULT-VALUE}).")
    private int broad = 2;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many a run takes, about (default: ${DEFAULT-VALUE}).")
    private int events = 1_000_000;

    @Option(
            names = "--warm-ups",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Runs of each pack that are dropped, while the compilers are at work (default: ${DEFAULT-VALUE}).")
    private int warmUps = 1;

    @Mixin
    private ContestOptions contest = new ContestOptions();

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description =
                    "Instead of measuring, run the largest pack under a sampling profiler and write collapsed stacks.")
    private @Nullable Path profile;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Terminal.out(spec);
        PrintWriter err = Terminal.err(spec);
        RulesBench bench = bench();
        List<Stage> chosen = stages.isEmpty() ? List.of(Stage.values()) : stages;
        if (profile != null) {
            bench.profile(chosen.get(0), profile);
            out.println("collapsed stacks -> " + profile);
            return ExitCode.DONE;
        }
        List<RulesRow> rows = new ArrayList<>();
        for (Stage stage : chosen) {
            rows.addAll(bench.run(stage, line -> {
                err.println(line);
                err.flush();
            }));
        }
        out.println(RulesRow.HEAD);
        rows.forEach(out::println);
        out.println(rows.stream().map(RulesRow::toJson).collect(Collectors.joining(",", "{\"rules\":[", "]}")));
        out.flush();
        return rows.stream().allMatch(RulesRow::same) ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private RulesBench bench() {
        require(events >= 1, "--events is at least 1");
        require(warmUps >= 1, "--warm-ups is at least 1");
        require(
                rules.stream().allMatch(count -> count >= 1),
                "--rules is a list of numbers from 1 on, such as 1,10,100");
        require(broad >= 0 && broad <= 100, "--broad is from 0 to 100");
        return new RulesBench(
                rules, broad, events, warmUps, contest.rounds(), contest.seed(), RulesBench.FLAGS, contest.limit());
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new UsageException(message);
        }
    }
}
