package io.tokenwatch.bench.contest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Runs sides in turns, A-B-A-B, so that a busy neighbour disturbs all alike. Each side's first runs warm it up (classes,
 * compilation, caches) and are dropped from the figures, though not from the comparison of hits.
 */
public final class Duel {
    private final int warmUps;
    private final int rounds;
    private final Consumer<String> progress;

    /**
     * A duel.
     *
     * @param warmUps runs of each side before that, which are in no figure, at least 1
     * @param rounds measured runs of each side, at least 1
     */
    public Duel(int warmUps, int rounds, Consumer<String> progress) {
        if (rounds < 1 || warmUps < 1) {
            throw new IllegalArgumentException(
                    "a duel has at least one warm-up and one round, not " + warmUps + " and " + rounds);
        }
        this.warmUps = warmUps;
        this.rounds = rounds;
        this.progress = progress;
    }

    /**
     * Runs all; the result is in the order of {@code sides}.
     *
     * @throws Exception the first failure of any side; nothing more is run
     */
    public List<Standing> fight(List<? extends Side> sides) throws Exception {
        List<List<Run>> runs = new ArrayList<>();
        sides.forEach(side -> runs.add(new ArrayList<>()));
        for (int round = 1 - warmUps; round <= rounds; round++) {
            for (int i = 0; i < sides.size(); i++) {
                Run run = sides.get(i).run();
                runs.get(i).add(run);
                progress.accept(describe(round, sides.get(i).name(), run));
            }
        }
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            standings.add(new Standing(sides.get(i).name(), warmUps, runs.get(i)));
        }
        return standings;
    }

    private String describe(int round, String name, Run run) {
        return String.format(
                Locale.ROOT,
                "%-8s %-24s %,11.0f events/cpu-s  wall %6.2f s  cpu %6.2f s  load %5.2f  %,d hits",
                round < 1 ? "warm-up" : round + "/" + rounds,
                name,
                run.eventsPerCpuSecond(),
                run.wallSeconds(),
                run.cpuSeconds(),
                run.cost().load(),
                run.hits().size());
    }
}
