package io.tokenwatch.backtest.report;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.backtest.AlertChange;
import io.tokenwatch.backtest.Comparison;
import io.tokenwatch.backtest.LogicChange;
import io.tokenwatch.backtest.RuleDifference;
import io.tokenwatch.page.Html;
import io.tokenwatch.page.Shown;
import io.tokenwatch.page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the other rules made of the same history: alerts that appeared, vanished, changed, and the lines that did it. */
final class DifferenceSection {
    private static final int MOST_ALERTS = 100;

    private final Html html;
    private final Comparison comparison;

    DifferenceSection(Html html, Comparison comparison) {
        this.html = html;
        this.comparison = comparison;
    }

    void write() {
        html.open("section", "id", "difference").element("h2", "Difference");
        List<RuleDifference> telling = comparison.ofRules().stream()
                .filter(rule -> rule.kind() != RuleDifference.Kind.SAME || !rule.findsTheSame())
                .toList();
        if (telling.isEmpty()) {
            html.open("p")
                    .text("The rules are those of ")
                    .foreign(comparison.against().name());
            html.text(", and so are the alerts.").close("p");
        }
        telling.forEach(this::rule);
        html.close("section");
    }

    private void rule(RuleDifference rule) {
        html.open("article").open("h3").foreign(rule.ruleId());
        html.element("span", rule.kind().name().toLowerCase(Locale.ROOT), "class", "pill")
                .close("h3");
        html.element("p", sum(rule));
        if (rule.renamesAlerts()) {
            html.element(
                    "p",
                    "What an alert is told apart by has changed, so an alert that is still found counts as vanished and as"
                            + " appeared.",
                    "class",
                    "note");
        }
        if (!rule.logic().isEmpty()) {
            Table table = Table.open(html, "What differs in the rule", "In the rule", "Before", "Now");
            for (LogicChange change : rule.logic()) {
                table.row().foreign(change.path()).foreign(change.before()).foreign(change.after());
            }
            table.close();
        }
        alerts("appeared", rule.appeared());
        alerts("vanished", rule.vanished());
        changes(rule.changed());
        html.close("article");
    }

    private static String sum(RuleDifference rule) {
        return rule.findsTheSame()
                ? "Finds the same: " + Shown.number(rule.unchanged()) + " alerts."
                : Shown.number(rule.appeared().size()) + " appeared, "
                        + Shown.number(rule.vanished().size()) + " vanished, "
                        + Shown.number(rule.changed().size()) + " changed, " + Shown.number(rule.unchanged())
                        + " as before.";
    }

    private void alerts(String what, List<Alert> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        open(alerts.size(), what);
        AlertTable.write(
                html, "Alerts that " + what, alerts.stream().limit(MOST_ALERTS).toList());
        close(alerts.size());
    }

    private void changes(List<AlertChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        open(changes.size(), "changed");
        Table table = Table.open(html, "Alerts that changed", "Time (UTC)", "Tenant", "Key", "What", "Before", "Now");
        for (AlertChange change : changes.stream().limit(MOST_ALERTS).toList()) {
            table.row()
                    .word(Shown.time(change.after().time()))
                    .foreign(change.after().tenant())
                    .key(change.after().key())
                    .text(String.join(", ", change.what()))
                    .foreign(said(change, change.before()))
                    .foreign(said(change, change.after()));
        }
        table.close();
        close(changes.size());
    }

    private static String said(AlertChange change, Alert alert) {
        List<String> said = new ArrayList<>();
        for (String what : change.what()) {
            switch (what) {
                case "level" -> said.add(alert.level().word());
                case "time" -> said.add(Shown.time(alert.time()));
                case "last_time" -> said.add("to " + Shown.time(alert.lastTime()));
                case "count" -> said.add(Shown.number(alert.count()) + (alert.count() == 1 ? " event" : " events"));
                case "why" ->
                    said.addAll(alert.facts().stream()
                            .map(fact -> fact.feature() + " " + fact.observed())
                            .toList());
                case "evidence" -> said.add(alert.evidence().size() + " shown");
                default -> {}
            }
        }
        return String.join("; ", said);
    }

    private void open(int alerts, String what) {
        html.open("details").element("summary", Shown.number(alerts) + " " + what);
    }

    private void close(int alerts) {
        if (alerts > MOST_ALERTS) {
            html.element(
                    "p", "The first " + MOST_ALERTS + " of " + Shown.number(alerts) + "; backtest.ndjson has all.");
        }
        html.close("details");
    }
}
