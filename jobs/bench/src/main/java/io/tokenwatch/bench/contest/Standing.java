package io.tokenwatch.bench.contest;

import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How one side did.
 *
 * @param warmUps how many of its runs, from the first on, warmed it up and are in no figure; at least 1
 * @param runs all of its runs
 */
public record Standing(String name, int warmUps, List<Run> runs) {
    public Standing {
        if (warmUps < 1 || runs.size() <= warmUps) {
            throw new IllegalArgumentException("a standing needs a warm-up and a measured run");
        }
        runs = List.copyOf(runs);
    }

    /** The median of the measured runs; of an even number the mean of the middle two. */
    public double median(ToDoubleFunction<Run> figure) {
        double[] sorted =
                runs.stream().skip(warmUps).mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double eventsPerCpuSecond() {
        return median(Run::eventsPerCpuSecond);
    }

    /** Whether every run, those that warmed it up included, saw exactly {@code expected}. */
    public boolean alwaysSaw(Set<Hit> expected) {
        return runs.stream().allMatch(run -> run.hits().equals(expected));
    }
}
