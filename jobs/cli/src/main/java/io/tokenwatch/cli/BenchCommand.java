package io.tokenwatch.cli;

import io.tokenwatch.bench.Pb1;
import io.tokenwatch.bench.Report;
import io.tokenwatch.bench.contest.ContestantSpec;
import io.tokenwatch.bench.flink.FlinkContestant;
import io.tokenwatch.bench.workload.Profile;
import io.tokenwatch.bench.workload.WorkloadSpec;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwatch bench}. */
@Command(
        name = "bench",
        description = "Measures how fast Tokenwatch is.",
        subcommands = {BenchCommand.Pb1Command.class, BenchRulesCommand.class, BenchReplayCommand.class})
final class BenchCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = Terminal.err(spec);
        Objects.requireNonNull(spec).commandLine().usage(err);
        return ExitCode.USAGE;
    }

    /** {@code tokenwatch bench pb1}. */
    @Command(
            name = "pb1",
            sortOptions = false,
            description = {
                "The pipeline against a hand-written program that computes the same five detections (the oracle), in turns over "
                        + "the same bytes; each side in a JVM of its own, with 4 GB.",
                "",
                "The last line is JSON, of the first pipeline in the table. Exit code 1 if a pipeline saw other hits than the "
                        + "oracle.",
                ""
            })
    static final class Pb1Command implements Callable<Integer> {
        /** Where the pipeline keeps its state. */
        enum Backend {
            ROCKSDB,
            HEAP
        }

        /** Whether a write-back cache lies before it. */
        enum Cache {
            ON,
            OFF
        }

        private static final List<String> SHARED_FLAGS = List.of(
                "--add-opens",
                "--add-exports",
                "--enable-native-access",
                "--sun-misc-unsafe",
                "-Dorg.apache.avro.",
                "-Dtokenwatch.",
                "-Dlog4j");

        @Option(names = "--backend", paramLabel = "NAME", description = "Only this one: rocksdb or heap.")
        private @Nullable Backend backend;

        @Option(names = "--cache", paramLabel = "on|off", description = "Only with the write-back cache, or without.")
        private @Nullable Cache cache;

        @Option(
                names = "--workload",
                paramLabel = "NAME",
                defaultValue = "pb1",
                description = "pb1, cold or hot (default: ${DEFAULT-VALUE}).")
        private Profile workload = Profile.PB1;

        @Option(
                names = "--events",
                paramLabel = "N",
                description = "Default: as many as the workload is meant to have.")
        private @Nullable Integer events;

        @Mixin
        private ContestOptions contest = new ContestOptions();

        @Option(
                names = "--warm-ups",
                paramLabel = "N",
                description = "Runs of each side before those, in no figure (default: ${DEFAULT-VALUE}).")
        private int warmUps = Pb1.WARM_UPS;

        @Option(
                names = "--profile",
                paramLabel = "FILE",
                description =
                        "Instead of measuring, run the first pipeline under a sampling profiler and write collapsed stacks.")
        private @Nullable Path profile;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            PrintWriter err = Terminal.err(spec);
            Pb1 pb1 = pb1();
            Map<String, ContestantSpec> contestants = contestants();
            if (profile != null) {
                pb1.profile(contestants.values().iterator().next(), profile);
                Terminal.out(spec).println("collapsed stacks -> " + profile);
                return ExitCode.DONE;
            }
            Map<String, Report> reports = new LinkedHashMap<>();
            for (Map.Entry<String, ContestantSpec> contestant : contestants.entrySet()) {
                // One after the other: all at once would need 4 GB each.
                reports.putAll(pb1.run(Map.of(contestant.getKey(), contestant.getValue()), line -> {
                    err.println(line);
                    err.flush();
                }));
            }
            print(reports);
            return reports.values().stream().allMatch(Report::oracleEqual) ? ExitCode.DONE : ExitCode.CHECK_FAILED;
        }

        private Pb1 pb1() {
            try {
                WorkloadSpec spec =
                        new WorkloadSpec(workload, events == null ? workload.events() : events, contest.seed());
                return new Pb1(spec, warmUps(), contest.rounds(), flags(), contest.limit());
            } catch (IllegalArgumentException e) {
                throw new UsageException("--events: " + e.getMessage(), e);
            }
        }

        private int warmUps() {
            if (warmUps < 1) {
                throw new UsageException("--warm-ups is at least 1");
            }
            return warmUps;
        }

        /** The flags of the contest, and those without which Flink does not run: ours, from the launcher. */
        private static List<String> flags() {
            List<String> flags = new ArrayList<>(Pb1.FLAGS);
            for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
                if (SHARED_FLAGS.stream().anyMatch(flag::startsWith)) {
                    flags.add(flag);
                }
            }
            return flags;
        }

        /** By name, the one that counts first. */
        private Map<String, ContestantSpec> contestants() {
            Map<String, ContestantSpec> contestants = new LinkedHashMap<>();
            for (Backend each : Stream.of(Backend.values())
                    .filter(b -> backend == null || b == backend)
                    .toList()) {
                for (Cache with : Stream.of(Cache.values())
                        .filter(c -> cache == null || c == cache)
                        .toList()) {
                    String options = each.name().toLowerCase(Locale.ROOT) + (with == Cache.ON ? ",cache" : ",nocache");
                    contestants.put(options, new ContestantSpec(FlinkContestant.class.getName(), options));
                }
            }
            return contestants;
        }

        private void print(Map<String, Report> reports) {
            PrintWriter out = Terminal.out(spec);
            out.printf(Locale.ROOT, "%-18s %14s %14s %8s  %s%n", "pipeline", "events/cpu-s", "oracle", "ratio", "hits");
            reports.forEach((name, report) -> out.printf(
                    Locale.ROOT,
                    "%-18s %,14.0f %,14.0f %8.2f  %s%n",
                    name,
                    report.eventsPerCpuSecond(),
                    report.oracleEventsPerCpuSecond(),
                    report.ratio(),
                    report.oracleEqual() ? "as the oracle's" : "NOT the oracle's"));
            out.println(reports.values().iterator().next().toJson());
            out.flush();
        }
    }
}
