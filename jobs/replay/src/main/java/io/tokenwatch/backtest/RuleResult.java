package io.tokenwatch.backtest;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.page.Day;
import io.tokenwatch.replay.History;
import io.tokenwatch.replay.NotEvaluable;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one rule found.
 *
 * @param alerts by time, then id
 * @param keys every key it alerted on, the loudest first
 * @param notEvaluable the formats of these inputs on which its silence says nothing
 */
public record RuleResult(
        Rule rule, List<Alert> alerts, List<TopKey> keys, RuleCost cost, List<NotEvaluable> notEvaluable) {
    private static final Comparator<Alert> ORDER =
            Comparator.comparingLong(Alert::time).thenComparing(Alert::id);

    static List<RuleResult> of(RulePack pack, List<Alert> alerts, List<RuleCost> costs, History history) {
        List<Rule> rules = pack.active();
        List<NotEvaluable> notEvaluable = NotEvaluable.of(rules, history.connectors(), history.network());
        List<RuleResult> results = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            List<Alert> own = alerts.stream()
                    .filter(alert -> alert.rule().id().equals(rule.id()))
                    .sorted(ORDER)
                    .toList();
            List<NotEvaluable> lacking = notEvaluable.stream()
                    .filter(format -> format.rule().equals(rule.id()))
                    .toList();
            results.add(new RuleResult(rule, own, TopKey.of(own), costs.get(i), lacking));
        }
        return results;
    }

    /** By day (UTC, since the epoch) of their time; days without are not there. */
    public SortedMap<Long, Long> alertsPerDay() {
        return perDay(alerts);
    }

    static SortedMap<Long, Long> perDay(List<Alert> alerts) {
        return alerts.stream()
                .collect(Collectors.groupingBy(alert -> Day.of(alert.time()), TreeMap::new, Collectors.counting()));
    }

    /** Distinct events that completed a finding. */
    public long events() {
        return alerts.stream().mapToLong(Alert::count).sum();
    }

    public long truncated() {
        return alerts.stream().filter(Alert::truncated).count();
    }
}
