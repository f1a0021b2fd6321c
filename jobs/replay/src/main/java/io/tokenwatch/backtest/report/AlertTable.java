package io.tokenwatch.backtest.report;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.page.Html;
import io.tokenwatch.page.Shown;
import io.tokenwatch.page.Table;
import java.util.List;

/** Alerts, one a row. */
final class AlertTable {
    private AlertTable() {}

    static void write(Html html, String label, List<Alert> alerts) {
        Table table = Table.open(html, label, "Time (UTC)", "Tenant", "Key", "#Events", "Why", "Alert");
        for (Alert alert : alerts) {
            String why = String.join(
                    "; ",
                    alert.facts().stream()
                            .map(fact -> fact.feature() + " " + fact.observed())
                            .toList());
            table.row()
                    .word(Shown.time(alert.time()))
                    .foreign(alert.tenant())
                    .key(alert.key())
                    .number((alert.estimated() ? "about " : "")
                            + Shown.number(alert.count())
                            + (alert.truncated() ? " or more" : ""))
                    .foreign(why)
                    .word(alert.id().substring(0, 8));
        }
        table.close();
    }
}
