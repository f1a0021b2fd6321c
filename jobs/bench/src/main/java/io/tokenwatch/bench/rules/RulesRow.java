package io.tokenwatch.bench.rules;

import io.tokenwatch.bench.contest.Hit;
import io.tokenwatch.bench.contest.Standing;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pack at one stage: medians over the measured runs.
 *
 * @param ofFewest the rate as a share of that of the first pack
 * @param loopEventsPerCpuSecond by the plain loop over all rules; not a number where it was not measured
 * @param same whether every run, and the plain loop, came to the same
 */
public record RulesRow(
        Stage stage,
        int rules,
        double tested,
        double matched,
        double routed,
        double eventsPerCpuSecond,
        double ofFewest,
        double loopEventsPerCpuSecond,
        boolean same) {
    /** Above {@link #toString}. */
    public static final String HEAD = String.format(
            Locale.ROOT,
            "%-6s %6s  %9s %9s %9s  %14s %9s  %14s %6s",
            "stage",
            "rules",
            "tested/ev",
            "match/ev",
            "routed/ev",
            "events/cpu-s",
            "of first",
            "plain loop",
            "same");

    static RulesRow of(Side side, Load load, Standing standing, Standing fewest, @Nullable Standing loop) {
        Set<Hit> hits = standing.runs().get(0).hits();
        return new RulesRow(
                side.stage(),
                side.rules(),
                load.tested(),
                load.matched(),
                load.routed(),
                standing.eventsPerCpuSecond(),
                standing.eventsPerCpuSecond() / fewest.eventsPerCpuSecond(),
                loop == null ? Double.NaN : loop.eventsPerCpuSecond(),
                standing.alwaysSaw(hits) && (loop == null || loop.alwaysSaw(hits)));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-6s %,6d  %9.2f %9.2f %9.2f  %,14.0f %9.2f  %14s %6s",
                stage.word(),
                rules,
                tested,
                matched,
                routed,
                eventsPerCpuSecond,
                ofFewest,
                Double.isNaN(loopEventsPerCpuSecond) ? "" : String.format(Locale.ROOT, "%,.0f", loopEventsPerCpuSecond),
                same ? "yes" : "NO");
    }

    /** An element of the last line that {@code bench rules} prints. */
    public String toJson() {
        String loop = Double.isNaN(loopEventsPerCpuSecond)
                ? ""
                : String.format(Locale.ROOT, ",\"loop_events_per_cpu_s\":%.0f", loopEventsPerCpuSecond);
        return String.format(
                Locale.ROOT,
                "{\"stage\":\"%s\",\"rules\":%d,\"tested_per_event\":%.3f,\"matched_per_event\":%.3f,"
                        + "\"routed_per_event\":%.3f,\"events_per_cpu_s\":%.0f,\"ratio\":%.4f%s,\"same\":%b}",
                stage.word(),
                rules,
                tested,
                matched,
                routed,
                eventsPerCpuSecond,
                ofFewest,
                loop,
                same);
    }
}
