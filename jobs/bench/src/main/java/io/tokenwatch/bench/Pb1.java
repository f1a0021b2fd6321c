package io.tokenwatch.bench;

import io.tokenwatch.bench.contest.ContestantSpec;
import io.tokenwatch.bench.contest.Duel;
import io.tokenwatch.bench.contest.Fork;
import io.tokenwatch.bench.contest.HitDifference;
import io.tokenwatch.bench.contest.Standing;
import io.tokenwatch.bench.oracle.Pb1Oracle;
import io.tokenwatch.bench.oracle.PlainOracle;
import io.tokenwatch.bench.workload.WorkloadSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * PB-1: contestants against the oracle, each in a JVM of its own with the same flags, in turns over the same bytes.
 *
 * @param warmUps runs of each that are dropped first
 * @param rounds measured runs of each
 * @param jvmFlags for every child alike
 * @param limit the longest that a child may take to start, and for a single run
 */
public record Pb1(WorkloadSpec workload, int warmUps, int rounds, List<String> jvmFlags, Duration limit) {
    /**
     * Runs that are dropped, unless somebody asks for others. A job runs for weeks, and until about the tenth of these runs of a few seconds the compilers are at work
     * on Flink.
     */
    public static final int WARM_UPS = 10;

    /** Room for the bytes of the largest profile and for all that a contestant keeps. */
    public static final List<String> FLAGS =
            List.of("-Xms4g", "-Xmx4g", "-Xmn2500m", "-XX:+UseParallelGC", "-XX:+UseTransparentHugePages");

    /** Without these, samples fall on the nearest safe point rather than where the time goes. */
    private static final List<String> PRECISE_STACKS =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

    /** The limit is reported under this name, beside the contestants. */
    public static final String LIMIT = "limit";

    private static final ContestantSpec ORACLE = new ContestantSpec(PlainOracle.class.getName(), "");
    private static final ContestantSpec FASTEST = new ContestantSpec(Pb1Oracle.class.getName(), "");

    public Pb1 {
        jvmFlags = List.copyOf(jvmFlags);
    }

    /**
     * Runs the duel.
     *
     * @param contestants by the names to report them under
     * @param progress takes one line per run, and the differences where hits are not the oracle's
     * @return a report for each contestant, in order, and last one for the {@link #LIMIT}: what code made for these detections alone
     *     can do. Ratios are to the plain oracle
     * @throws Exception if a child cannot be started, fails, or takes too long
     */
    public Map<String, Report> run(Map<String, ContestantSpec> contestants, Consumer<String> progress)
            throws Exception {
        List<Fork> forks = new ArrayList<>();
        Map<String, ContestantSpec> all = new LinkedHashMap<>(contestants);
        all.put(LIMIT, FASTEST);
        try {
            start(all, forks);
            List<Standing> standings = new Duel(warmUps, rounds, progress).fight(forks);
            Standing oracle = standings.get(0);
            Map<String, Report> reports = new LinkedHashMap<>();
            for (Standing standing : standings.subList(1, standings.size())) {
                reports.put(standing.name(), Report.of(standing, oracle));
                HitDifference difference = HitDifference.between(
                        oracle.runs().get(0).hits(), standing.runs().get(0).hits());
                if (!difference.isEmpty()) {
                    progress.accept(standing.name() + ": " + difference);
                }
            }
            return reports;
        } finally {
            forks.forEach(Fork::close);
        }
    }

    /** Runs one contestant, warm, under the profiler, which writes collapsed stacks to {@code file}. */
    public void profile(ContestantSpec contestant, Path file) throws Exception {
        List<String> flags = new ArrayList<>(jvmFlags);
        flags.addAll(PRECISE_STACKS);
        try (Fork fork = Fork.start(contestant.toString(), contestant, workload, flags, limit)) {
            fork.run();
            fork.profile(file);
        }
    }

    private void start(Map<String, ContestantSpec> contestants, List<Fork> started) throws Exception {
        started.add(Fork.start("oracle", ORACLE, workload, jvmFlags, limit));
        for (Map.Entry<String, ContestantSpec> contestant : contestants.entrySet()) {
            Fork fork = Fork.start(contestant.getKey(), contestant.getValue(), workload, jvmFlags, limit);
            started.add(fork);
            if (fork.digest() != started.get(0).digest()) {
                throw new IllegalStateException(contestant.getKey() + " started from other bytes than the oracle");
            }
        }
    }
}
