package io.tokenwatch.replay.report;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.page.Html;
import io.tokenwatch.page.Shown;
import io.tokenwatch.page.Table;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The alerts by client and by network: where to begin. */
final class WhoAndWhere {
    private static final int MOST = 50;
    private static final int FEW = 5;

    private final Html html;
    private final List<Alert> alerts;

    WhoAndWhere(Html html, List<Alert> alerts) {
        this.html = html;
        this.alerts = alerts;
    }

    void write() {
        section(
                "clients",
                "By client",
                "Client",
                "Addresses",
                Tally.of(alerts, alert -> Named.all(alert, "client_id"), alert -> Named.all(alert, "src.ip")),
                alerts.stream()
                        .filter(alert -> Named.all(alert, "client_id").isEmpty())
                        .count());
        section(
                "networks",
                "By network",
                "Network",
                "Clients",
                Tally.of(alerts, Named::networks, alert -> Named.all(alert, "client_id")),
                alerts.stream().filter(alert -> Named.networks(alert).isEmpty()).count());
    }

    private void section(String id, String title, String head, String with, List<Tally> tallies, long unnamed) {
        html.open("section", "id", id).element("h2", title);
        if (!tallies.isEmpty()) {
            Table table = Table.open(html, title, head, "Highest", "#Alerts", "Rules", with, "When (UTC)");
            for (Tally tally : tallies.stream().limit(MOST).toList()) {
                table.row().foreign(tally.name);
                html.open("td").level(tally.highest).close("td");
                table.number(tally.alerts);
                few(tally.rules);
                few(tally.with);
                when(tally);
            }
            table.close();
        }
        if (tallies.size() > MOST) {
            html.element("p", "The first " + MOST + " of " + Shown.number(tallies.size()) + ".", "class", "note");
        }
        if (unnamed > 0) {
            html.element("p", ReplayPage.counted(unnamed, "alert names", "alerts name") + " none.", "class", "note");
        }
        html.close("section");
    }

    private void when(Tally tally) {
        html.open("td", "class", "word").text(Shown.time(tally.first));
        if (tally.last > tally.first) {
            html.element("span", "to " + Shown.time(tally.last), "class", "facts");
        }
        html.close("td");
    }

    private void few(SortedSet<String> values) {
        html.open("td", "class", "long")
                .isolated(values.stream().limit(FEW).map(Shown::bounded).collect(Collectors.joining(", ")));
        html.text(values.size() > FEW ? " and " + (values.size() - FEW) + " more" : "")
                .close("td");
    }
}
