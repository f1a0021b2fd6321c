package io.tokenwatch.replay.report;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.rule.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The alerts that name one client, or one network. */
final class Tally {
    final String name;
    final TreeSet<String> rules = new TreeSet<>();

    /** Further values that were seen with it. */
    final TreeSet<String> with = new TreeSet<>();

    long alerts;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    Level highest = Level.INFORMATIONAL;

    private Tally(String name) {
        this.name = name;
    }

    /** One for each name, the highest level first, then the most alerts, then by name. */
    static List<Tally> of(
            Collection<Alert> alerts,
            Function<Alert, Collection<String>> names,
            Function<Alert, Collection<String>> with) {
        Map<String, Tally> tallies = new TreeMap<>();
        for (Alert alert : alerts) {
            for (String name : names.apply(alert)) {
                tallies.computeIfAbsent(name, Tally::new).add(alert, with.apply(alert));
            }
        }
        List<Tally> sorted = new ArrayList<>(tallies.values());
        sorted.sort(Comparator.comparing((Tally tally) -> tally.highest)
                .thenComparingLong(tally -> tally.alerts)
                .reversed());
        return sorted;
    }

    private void add(Alert alert, Collection<String> values) {
        alerts++;
        rules.add(alert.rule().id());
        with.addAll(values);
        first = Math.min(first, alert.time());
        last = Math.max(last, alert.lastTime());
        if (alert.level().compareTo(highest) > 0) {
            highest = alert.level();
        }
    }
}
