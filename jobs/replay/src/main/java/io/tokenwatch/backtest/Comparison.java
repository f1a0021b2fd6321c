package io.tokenwatch.backtest;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.backtest.RuleDifference.Kind;
import io.tokenwatch.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What two sets of rules make of one history.
 *
 * @param against the rules compared with
 * @param alerts how many alerts those raise
 * @param perDay their alerts by day
 * @param ofRules one for each rule of either set, by id
 */
public record Comparison(RuleSet against, long alerts, SortedMap<Long, Long> perDay, List<RuleDifference> ofRules) {
    static Comparison of(RuleSet against, List<Alert> before, RuleSet rules, List<Alert> after) {
        Map<String, String> oldTexts = LogicChange.texts(against.files());
        Map<String, String> newTexts = LogicChange.texts(rules.files());
        Map<String, List<Alert>> oldAlerts = byRule(before);
        Map<String, List<Alert>> newAlerts = byRule(after);
        Set<String> was = ids(against);
        Set<String> is = ids(rules);
        Set<String> all = new TreeSet<>(was);
        all.addAll(is);
        List<RuleDifference> differences = new ArrayList<>();
        for (String id : all) {
            List<LogicChange> logic = was.contains(id) && is.contains(id)
                    ? LogicChange.between(oldTexts.getOrDefault(id, ""), newTexts.getOrDefault(id, ""))
                    : List.of();
            Kind kind = !was.contains(id)
                    ? Kind.ADDED
                    : !is.contains(id) ? Kind.REMOVED : logic.isEmpty() ? Kind.SAME : Kind.CHANGED;
            differences.add(RuleDifference.of(
                    id, kind, logic, oldAlerts.getOrDefault(id, List.of()), newAlerts.getOrDefault(id, List.of())));
        }
        return new Comparison(against, before.size(), RuleResult.perDay(before), differences);
    }

    private static Map<String, List<Alert>> byRule(List<Alert> alerts) {
        return alerts.stream()
                .collect(Collectors.groupingBy(alert -> alert.rule().id()));
    }

    private static Set<String> ids(RuleSet rules) {
        return rules.pack().active().stream().map(Rule::id).collect(Collectors.toSet());
    }

    public long appeared() {
        return ofRules.stream().mapToLong(rule -> rule.appeared().size()).sum();
    }

    public long vanished() {
        return ofRules.stream().mapToLong(rule -> rule.vanished().size()).sum();
    }

    public long changed() {
        return ofRules.stream().mapToLong(rule -> rule.changed().size()).sum();
    }
}
