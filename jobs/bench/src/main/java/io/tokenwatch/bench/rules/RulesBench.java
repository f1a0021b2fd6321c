package io.tokenwatch.bench.rules;

import io.tokenwatch.bench.contest.Duel;
import io.tokenwatch.bench.contest.Fork;
import io.tokenwatch.bench.contest.Standing;
import io.tokenwatch.bench.workload.Profile;
import io.tokenwatch.bench.workload.WorkloadSpec;
import io.tokenwatch.event.TokenEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Packs of growing size against each other, and against the plain loop over all rules; each in a JVM of its own with the same
 * flags, in turns over the same events.
 *
 * @param rules sizes of the packs; ratios are to the first
 * @param broadPercent how many of a hundred rules take every event of a type
 * @param events how many a run takes, about; with the plain loop fewer
 * @param warmUps runs of each before those that are measured, at least 1: until then the compilers are at work on it
 * @param rounds measured runs of each
 * @param limit the longest that a child may take to start, and for a single run
 */
public record RulesBench(
        List<Integer> rules,
        int broadPercent,
        int events,
        int warmUps,
        int rounds,
        long seed,
        List<String> jvmFlags,
        Duration limit) {
    /** Small, as there is a child for each side. */
    public static final List<String> FLAGS = List.of("-Xms1g", "-Xmx1g", "-Xmn600m", "-XX:+UseParallelGC");

    private static final List<String> PRECISE_STACKS =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");
    private static final int WORKLOAD = 200_000;
    /** The plain loop of a thousand rules takes a hundred times as long. */
    private static final int LOOP_RULES = 10;

    public RulesBench {
        rules = List.copyOf(rules);
        jvmFlags = List.copyOf(jvmFlags);
    }

    /**
     * Measures one stage.
     *
     * @param progress takes one line per run
     * @throws Exception if a child cannot be started, fails, or takes too long
     */
    public List<RulesRow> run(Stage stage, Consumer<String> progress) throws Exception {
        List<Side> sides = new ArrayList<>();
        rules.forEach(count -> sides.add(side(stage, count, true)));
        if (stage == Stage.MATCH) {
            rules.forEach(count -> sides.add(side(stage, count, false)));
        }
        List<Fork> forks = new ArrayList<>();
        try {
            for (Side side : sides) {
                forks.add(Fork.start(side.name(), side.contestant(), workload(), jvmFlags, limit));
            }
            return rows(sides, new Duel(warmUps, rounds, progress).fight(forks));
        } finally {
            forks.forEach(Fork::close);
        }
    }

    /** Runs the largest pack at a stage, warm, under the profiler, which writes collapsed stacks to {@code file}. */
    public void profile(Stage stage, Path file) throws Exception {
        List<String> flags = new ArrayList<>(jvmFlags);
        flags.addAll(PRECISE_STACKS);
        Side side = side(stage, rules.get(rules.size() - 1), true);
        try (Fork fork = Fork.start(side.name(), side.contestant(), workload(), flags, limit)) {
            fork.run();
            fork.profile(file);
        }
    }

    private WorkloadSpec workload() {
        return new WorkloadSpec(Profile.PB1, WORKLOAD, seed);
    }

    private Side side(Stage stage, int count, boolean indexed) {
        int some = indexed ? events : events / Math.max(1, count / LOOP_RULES);
        return new Side(stage, indexed, count, broadPercent, some, seed);
    }

    private List<RulesRow> rows(List<Side> sides, List<Standing> standings) throws Exception {
        List<TokenEvent> sample = new Traffic(workload().generate(), Stage.MATCH.events()).events();
        Map<Integer, Standing> loops = new HashMap<>();
        for (int i = rules.size(); i < sides.size(); i++) {
            loops.put(sides.get(i).rules(), standings.get(i));
        }
        List<RulesRow> rows = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Side side = sides.get(i);
            Load load = Load.of(side.mix().pack(side.rules()), sample);
            rows.add(RulesRow.of(side, load, standings.get(i), standings.get(0), loops.get(side.rules())));
        }
        return rows;
    }
}
