package io.tokenwatch.bench.contest;

import io.tokenwatch.bench.workload.Workload;
import java.util.Set;

/** One contestant's one run over one workload. */
public record Run(long events, Meter.Reading cost, Set<Hit> hits) {
    /** Runs and measures in this JVM. */
    public static Run of(Contestant contestant, Workload workload) throws Exception {
        Meter meter = Meter.start();
        Set<Hit> hits = contestant.run(workload);
        Meter.Reading cost = meter.stop().less(contestant.asideNanos());
        return new Run(contestant.judged(workload), cost, Set.copyOf(hits));
    }

    public double eventsPerCpuSecond() {
        return events * 1e9 / cost.cpuNanos();
    }

    public double wallSeconds() {
        return cost.wallNanos() / 1e9;
    }

    public double cpuSeconds() {
        return cost.cpuNanos() / 1e9;
    }
}
