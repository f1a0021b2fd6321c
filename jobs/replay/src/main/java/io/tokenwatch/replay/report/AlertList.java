package io.tokenwatch.replay.report;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertEvidence;
import io.tokenwatch.page.Html;
import io.tokenwatch.page.Shown;
import io.tokenwatch.page.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each alert with what it saw, and the first event of its evidence; rule by rule, the highest level first, then by time. */
final class AlertList {
    /** Of one rule. */
    private static final int MOST = 200;

    private final Html html;
    private final List<Alert> alerts;

    AlertList(Html html, List<Alert> alerts) {
        this.html = html;
        this.alerts = alerts.stream()
                .sorted(Comparator.comparing((Alert alert) -> alert.rule().level())
                        .reversed()
                        .thenComparing(alert -> alert.rule().id())
                        .thenComparingLong(Alert::time)
                        .thenComparing(Alert::id))
                .toList();
    }

    void write() {
        html.open("section", "id", "alerts").element("h2", "Alerts and first evidence");
        if (alerts.isEmpty()) {
            html.element("p", "None.");
        }
        Map<String, List<Alert>> byRule = new LinkedHashMap<>();
        alerts.forEach(alert -> byRule.computeIfAbsent(alert.rule().id(), id -> new ArrayList<>())
                .add(alert));
        byRule.forEach(this::rule);
        html.close("section");
    }

    private void rule(String id, List<Alert> found) {
        html.open("article", "id", "rule-" + id);
        html.open("h3").text(found.get(0).rule().title());
        html.element("span", ReplayPage.counted(found.size(), "alert", "alerts"), "class", "pill")
                .close("h3");
        html.open("p")
                .level(found.get(0).rule().level())
                .text(" ")
                .element("code", id)
                .close("p");
        Table table = Table.open(html, "Alerts of " + id, "Time (UTC)", "Whom", "Why", "First evidence", "#Events");
        found.stream().limit(MOST).forEach(alert -> row(table, alert));
        table.close();
        if (found.size() > MOST) {
            html.element(
                    "p",
                    "The first " + MOST + " of " + Shown.number(found.size())
                            + "; alerts.ndjson has all, with all their evidence.",
                    "class",
                    "note");
        }
        html.close("article");
    }

    private void row(Table table, Alert alert) {
        table.row().word(Shown.time(alert.time()));
        html.open("td", "class", "long").isolated(Shown.key(alert.key()));
        html.open("span", "class", "facts").text("tenant ").foreign(alert.tenant());
        html.text(" · " + alert.level().word() + " · alert " + alert.id().substring(0, 8))
                .close("span")
                .close("td");
        html.open("td", "class", "long");
        alert.facts().forEach(fact -> html.open("span", "class", "fact")
                .foreign(fact.feature() + ": " + fact.observed())
                .close("span"));
        html.close("td").open("td", "class", "long");
        if (!alert.evidence().isEmpty()) {
            evidence(alert.evidence().get(0));
        }
        html.close("td");
        table.number((alert.estimated() ? "about " : "")
                + Shown.number(alert.count())
                + (alert.truncated() ? " or more" : ""));
    }

    private void evidence(AlertEvidence first) {
        html.text(Shown.time(first.time()) + " ").element("code", first.role());
        html.text(" ").foreign(first.eventId());
        html.open("span", "class", "facts").isolated(Shown.key(first.values())).close("span");
    }
}
