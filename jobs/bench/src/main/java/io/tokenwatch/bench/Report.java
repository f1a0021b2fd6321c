package io.tokenwatch.bench;

import io.tokenwatch.bench.contest.Hit;
import io.tokenwatch.bench.contest.Run;
import io.tokenwatch.bench.contest.Standing;
import java.util.Locale;
import java.util.Set;

/**
 * One contestant's result against the oracle: medians over the measured runs of one duel.
 *
 * @param oracleEqual whether every run of the contestant saw exactly the oracle's hits; if not, its speed counts nothing
 */
public record Report(
        long events,
        double wallSeconds,
        double cpuSeconds,
        double eventsPerCpuSecond,
        double oracleEventsPerCpuSecond,
        boolean oracleEqual) {

    static Report of(Standing contestant, Standing oracle) {
        Set<Hit> expected = oracle.runs().get(0).hits();
        return new Report(
                contestant.runs().get(0).events(),
                contestant.median(Run::wallSeconds),
                contestant.median(Run::cpuSeconds),
                contestant.eventsPerCpuSecond(),
                oracle.eventsPerCpuSecond(),
                contestant.alwaysSaw(expected) && oracle.alwaysSaw(expected));
    }

    /** The contestant's events per process-CPU-second as a share of the oracle's in the same duel. */
    public double ratio() {
        return eventsPerCpuSecond / oracleEventsPerCpuSecond;
    }

    /** The last line that {@code bench} prints. */
    public String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"events\":%d,\"wall_s\":%.3f,\"cpu_s\":%.3f,\"events_per_cpu_s\":%.0f,"
                        + "\"oracle_events_per_cpu_s\":%.0f,\"ratio\":%.4f,\"oracle_equal\":%b}",
                events,
                wallSeconds,
                cpuSeconds,
                eventsPerCpuSecond,
                oracleEventsPerCpuSecond,
                ratio(),
                oracleEqual);
    }
}
