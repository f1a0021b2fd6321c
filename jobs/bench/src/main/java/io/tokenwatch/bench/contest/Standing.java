package io.tokenwatch.bench.contest;

import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How one side did.
 *
 * @param runs all of its runs; the first warmed it up and is in no figure
 */
public record Standing(String name, List<Run> runs) {
    public Standing {
        if (runs.size() < 2) {
            throw new IllegalArgumentException("a standing needs a warm-up and a measured run");
        }
        runs = List.copyOf(runs);
    }

    /** The median of the measured runs; of an even number the mean of the middle two. */
    public double median(ToDoubleFunction<Run> figure) {
        double[] sorted = runs.stream().skip(1).mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double eventsPerCpuSecond() {
        return median(Run::eventsPerCpuSecond);
    }

    /** Whether every run, the warm-up included, saw exactly {@code expected}. */
    public boolean alwaysSaw(Set<Hit> expected) {
        return runs.stream().allMatch(run -> run.hits().equals(expected));
    }
}
