package io.tokenwatch.replay.report;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.page.Grain;
import io.tokenwatch.page.Html;
import io.tokenwatch.page.Shown;
import io.tokenwatch.page.Table;
import io.tokenwatch.page.TimeBars;
import io.tokenwatch.replay.NotEvaluable;
import io.tokenwatch.replay.ReplayResult;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.Rule;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rules side by side: what each found and when; those that found nothing by name. */
final class RuleTable {
    private final Html html;
    private final ReplayResult result;

    RuleTable(Html html, ReplayResult result) {
        this.html = html;
        this.result = result;
    }

    void write() {
        Map<String, List<Alert>> byRule = result.alerts().stream()
                .collect(Collectors.groupingBy(alert -> alert.rule().id(), HashMap::new, Collectors.toList()));
        html.open("section", "id", "rules").element("h2", "By rule");
        List<Rule> found = result.rules().stream()
                .filter(rule -> byRule.containsKey(rule.id()))
                .sorted(Comparator.comparing(Rule::level)
                        .thenComparing(rule ->
                                byRule.getOrDefault(rule.id(), List.of()).size())
                        .reversed()
                        .thenComparing(Rule::id))
                .toList();
        if (!found.isEmpty()) {
            Table table = Table.open(html, "Rules that alerted", "Rule", "Level", "#Alerts", "When", "First", "Last");
            found.forEach(rule -> row(table, rule, byRule.getOrDefault(rule.id(), List.of())));
            table.close();
        }
        Set<String> lacking =
                result.summary().notEvaluable().stream().map(NotEvaluable::rule).collect(Collectors.toSet());
        silent(
                "Without an alert",
                result.rules().stream()
                        .filter(rule -> !byRule.containsKey(rule.id()) && !lacking.contains(rule.id()))
                        .toList());
        silent(
                "Without an alert, and not evaluable on some input",
                result.rules().stream()
                        .filter(rule -> !byRule.containsKey(rule.id()) && lacking.contains(rule.id()))
                        .toList());
        html.close("section");
    }

    private void row(Table table, Rule rule, List<Alert> alerts) {
        table.row();
        html.open("td").open("a", "href", "#rule-" + rule.id()).text(rule.id()).close("a");
        if (rule.mode() == Mode.SHADOW) {
            html.element("span", "shadow", "class", "pill");
        }
        html.element("span", rule.title(), "class", "facts").close("td");
        html.open("td").level(rule.level()).close("td");
        table.number(alerts.size());
        html.open("td");
        new TimeBars(
                        Grain.MINUTE,
                        Grain.MINUTE.of(result.first()),
                        ReplayPage.end(result),
                        TimeBars.Stand.BESIDE,
                        List.of(new TimeBars.Series(
                                "alerts",
                                "now",
                                alerts.stream()
                                        .collect(Collectors.groupingBy(
                                                alert -> Grain.MINUTE.of(alert.time()),
                                                TreeMap::new,
                                                Collectors.counting())))))
                .spark(html, "Alerts of " + rule.id() + " over time");
        html.close("td");
        table.word(Shown.time(alerts.stream().mapToLong(Alert::time).min().orElse(0)));
        table.word(Shown.time(alerts.stream().mapToLong(Alert::lastTime).max().orElse(0)));
    }

    private void silent(String what, List<Rule> rules) {
        if (!rules.isEmpty()) {
            html.open("details");
            html.element("summary", what + ": " + ReplayPage.counted(rules.size(), "rule", "rules"));
            html.element("p", String.join(", ", rules.stream().map(Rule::id).toList()) + ".");
            html.close("details");
        }
    }
}
