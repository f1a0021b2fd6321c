package io.tokenwatch.backtest.report;

import io.tokenwatch.backtest.BacktestResult;
import io.tokenwatch.backtest.Reading;
import io.tokenwatch.backtest.RuleCost;
import io.tokenwatch.backtest.RuleResult;
import io.tokenwatch.backtest.TopKey;
import io.tokenwatch.page.Day;
import io.tokenwatch.page.Html;
import io.tokenwatch.page.Shown;
import io.tokenwatch.page.Table;
import io.tokenwatch.page.TimeBars;
import java.util.Comparator;
import java.util.List;

/** All rules side by side, then what each of them found. */
final class RulesSection {
    private static final int MOST_ALERTS = 100;
    private static final int MOST_KEYS = 20;

    private final Html html;
    private final BacktestResult result;
    private final Reading reading;

    RulesSection(Html html, BacktestResult result) {
        this.html = html;
        this.result = result;
        this.reading = result.reading();
    }

    void write() {
        List<RuleResult> loudestFirst = result.ofRules().stream()
                .sorted(Comparator.comparingInt(
                                (RuleResult rule) -> rule.alerts().size())
                        .reversed())
                .toList();
        html.open("section", "id", "rules").element("h2", "Rules");
        findings(loudestFirst);
        html.element("h2", "Cost");
        html.element(
                "p",
                "Matched: events that the rule took into its state. Looked at: its part of all looks at a selection. Keys and state:"
                        + " the most at the end of a day, the bytes as the live job stores them.",
                "class",
                "note");
        costs(loudestFirst);
        html.close("section");
        html.open("section", "id", "found").element("h2", "Rule by rule");
        loudestFirst.stream().filter(rule -> !rule.alerts().isEmpty()).forEach(this::rule);
        String silent = String.join(
                ", ",
                loudestFirst.stream()
                        .filter(rule -> rule.alerts().isEmpty())
                        .map(rule -> rule.rule().id())
                        .toList());
        if (!silent.isEmpty()) {
            html.open("p").text("Without an alert: ").text(silent).text(".").close("p");
        }
        html.close("section");
    }

    private void findings(List<RuleResult> rules) {
        Table table = Table.open(html, "What the rules found", "Rule", "Level", "#Alerts", "#Per day", "When", "#Keys");
        for (RuleResult rule : rules) {
            table.row();
            html.open("td").open("a", "href", "#rule-" + rule.rule().id());
            html.text(rule.rule().id()).close("a");
            if (!rule.notEvaluable().isEmpty()) {
                html.element("span", "not evaluable", "class", "pill warn");
            }
            html.close("td");
            level(rule);
            table.number(rule.alerts().size())
                    .number(Shown.number(
                            reading.days() == 0 ? 0 : (double) rule.alerts().size() / reading.days()));
            html.open("td");
            if (!rule.alerts().isEmpty()) {
                bars(rule).spark(html, "Alerts of " + rule.rule().id() + " per day");
            }
            html.close("td");
            table.number(rule.keys().size());
        }
        table.close();
    }

    private void level(RuleResult rule) {
        html.open("td").level(rule.rule().level()).close("td");
    }

    private TimeBars bars(RuleResult rule) {
        long last = Math.max(Day.of(reading.last()), rule.alertsPerDay().lastKey());
        return TimeBars.days(
                Day.of(reading.first()), last, List.of(new TimeBars.Series("alerts", "now", rule.alertsPerDay())));
    }

    private void costs(List<RuleResult> rules) {
        Table table = Table.open(
                html,
                "What the rules cost",
                "Rule",
                "#Matched per million",
                "#Looked at",
                "#Keys",
                "#State per key",
                "#State");
        for (RuleResult rule : rules) {
            RuleCost cost = rule.cost();
            table.row()
                    .text(rule.rule().id())
                    .number(Shown.number(cost.matchedPerMillion()))
                    .number(Shown.percent(cost.evaluationShare()))
                    .number(cost.keys())
                    .number(Shown.bytes(cost.stateBytesPerKey()))
                    .number(Shown.bytes((double) cost.stateBytes()));
        }
        table.close();
    }

    private void rule(RuleResult rule) {
        html.open("article", "id", "rule-" + rule.rule().id());
        html.element("h3", rule.rule().title());
        html.open("p").element("code", rule.rule().id());
        html.text(": " + Shown.number(rule.alerts().size()) + (rule.alerts().size() == 1 ? " alert" : " alerts")
                        + " on "
                        + Shown.number(rule.keys().size()) + (rule.keys().size() == 1 ? " key, " : " keys, ")
                        + Shown.number(rule.events()) + (rule.events() == 1 ? " event" : " events")
                        + (rule.truncated() > 0
                                ? "; " + Shown.number(rule.truncated()) + " of keys with more evidence than is kept"
                                : "")
                        + ".")
                .close("p");
        bars(rule).figure(html, "Alerts");
        html.element("h4", rule.keys().size() > MOST_KEYS ? "The " + MOST_KEYS + " loudest keys" : "Keys");
        Table keys = Table.open(html, "Keys of " + rule.rule().id(), "Tenant", "Key", "#Alerts", "#Events");
        for (TopKey key : rule.keys().stream().limit(MOST_KEYS).toList()) {
            keys.row().foreign(key.tenant()).key(key.key()).number(key.alerts()).number(key.events());
        }
        keys.close();
        html.open("details").element("summary", "Alerts, by time");
        AlertTable.write(
                html,
                "Alerts of " + rule.rule().id(),
                rule.alerts().stream().limit(MOST_ALERTS).toList());
        if (rule.alerts().size() > MOST_ALERTS) {
            html.element(
                    "p",
                    "The first " + MOST_ALERTS + " of "
                            + Shown.number(rule.alerts().size()) + "; alerts.ndjson has all, with their evidence.");
        }
        html.close("details").close("article");
    }
}
