package io.tokenwatch.cli;

import io.tokenwatch.bench.replay.EngineKind;
import io.tokenwatch.bench.replay.LogKind;
import io.tokenwatch.bench.replay.ReplayBench;
import io.tokenwatch.bench.replay.ReplayRow;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
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

/** {@code tokenwatch bench replay}. */
@Command(
        name = "replay",
        sortOptions = false,
        description = {
            "How fast logs are judged, from the lines to alerts and report, with all rules: makes logs of the demo's "
                    + "traffic and replays each in a JVM of its own, with the heap of this one.",
            "",
            "Peak memory is that of the heap and that of the process (RSS, where the system tells). The last line is JSON.",
            ""
        })
final class BenchReplayCommand implements Callable<Integer> {
    private static final List<String> OWN_FLAGS = List.of("-Xm", "-XX:", "-Dfile.encoding", "-agentpath", "--add-");

    @Mixin
    private RulesFolderOption rules = new RulesFolderOption();

    @Option(
            names = "--events",
            paramLabel = "N,…",
            split = ",",
            defaultValue = "1000000",
            description = "Sizes of the logs (default: ${DEFAULT-VALUE}).")
    private List<Integer> events = List.of();

    @Option(
            names = "--log",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "canonical",
            description = "Kinds of log: canonical, keycloak, pb1 (default: ${DEFAULT-VALUE}).")
    private List<LogKind> kinds = List.of();

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "local",
            description =
                    "What judges: local (in process), flink (in a cluster in the process), or both, in turns: local,flink "
                            + "(default: ${DEFAULT-VALUE}).")
    private List<EngineKind> engines = List.of();

    @Option(names = "--threads", paramLabel = "N", description = "Default: one for each processor.")
    private @Nullable Integer threads;

    @Mixin
    private ContestOptions contest = new ContestOptions(1, 3_600);

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Terminal.out(spec);
        PrintWriter err = Terminal.err(spec);
        ReplayBench bench = bench();
        List<ReplayRow> rows = new ArrayList<>();
        List<String> comparisons = new ArrayList<>();
        for (LogKind kind : kinds) {
            for (int size : events) {
                List<ReplayRow> ofLog = bench.run(kind, size, engines, contest.rounds(), line -> {
                    err.println(line);
                    err.flush();
                });
                rows.addAll(ofLog);
                ReplayRow.comparison(ofLog).ifPresent(comparisons::add);
            }
        }
        out.println(ReplayRow.HEAD);
        rows.forEach(out::println);
        comparisons.forEach(out::println);
        out.println(rows.stream().map(ReplayRow::toJson).collect(Collectors.joining(",", "{\"replay\":[", "]}")));
        out.flush();
        return ExitCode.DONE;
    }

    private ReplayBench bench() {
        int processors = Runtime.getRuntime().availableProcessors();
        int crew = threads == null ? processors : threads;
        if (crew < 1 || events.stream().anyMatch(size -> size < 1)) {
            throw new UsageException("--events, --threads and --rounds are at least 1");
        }
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> OWN_FLAGS.stream().anyMatch(flag::startsWith))
                .toList();
        return new ReplayBench(rules.folder(), crew, flags, contest.seed(), contest.limit());
    }
}
