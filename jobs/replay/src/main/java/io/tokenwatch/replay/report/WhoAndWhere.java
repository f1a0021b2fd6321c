package io.tokenwatch.replay.report;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.page.Html;
import io.tokenwatch.page.Shown;
import io.tokenwatch.page.Table;
import java.util.List;

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
            Table table = Table.open(html, title, head, "Highest", "#Alerts", "Rules", with, "First", "Last");
            for (Tally tally : tallies.stream().limit(MOST).toList()) {
                table.row().foreign(tally.name);
                html.open("td").level(tally.highest).close("td");
                table.number(tally.alerts)
                        .foreign(few(tally.rules))
                        .foreign(few(tally.with))
                        .word(Shown.time(tally.first))
                        .word(Shown.time(tally.last));
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

    private static String few(java.util.SortedSet<String> values) {
        String first = String.join(", ", values.stream().limit(FEW).toList());
        return values.size() > FEW ? first + " and " + (values.size() - FEW) + " more" : first;
    }
}
