package io.tokenwatch.replay.report;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.page.Grain;
import io.tokenwatch.page.Html;
import io.tokenwatch.page.Shown;
import io.tokenwatch.page.TimeBars;
import io.tokenwatch.replay.NotEvaluable;
import io.tokenwatch.replay.ReplayResult;
import io.tokenwatch.replay.ReplaySummary;
import io.tokenwatch.rule.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page: the answer at a glance, when, what, for whom and from where, alert by alert, and what the answer rests on. */
public final class ReplayPage {
    private final ReplayResult result;
    private final ReplaySummary summary;
    private final Html html = Html.page("Tokenwatch replay");

    private ReplayPage(ReplayResult result) {
        this.result = result;
        this.summary = result.summary();
    }

    /** The whole page: the same result gives the same bytes. */
    public static String of(ReplayResult result) {
        return new ReplayPage(result).page();
    }

    private String page() {
        header();
        tiles();
        nav();
        timeline();
        new RuleTable(html, result).write();
        new WhoAndWhere(html, result.alerts()).write();
        new AlertList(html, result.alerts()).write();
        new ReadSection(html, summary).write();
        new ProvenanceSection(html, summary.provenance()).write();
        return html.end();
    }

    private void header() {
        html.open("header").element("h1", "Replay");
        html.element(
                "p",
                summary.judged() == 0
                        ? "No event was judged."
                        : counted(summary.judged(), "event", "events") + " from " + Shown.time(result.first()) + " to "
                                + Shown.time(result.last()) + ", judged by "
                                + counted(result.rules().size(), "rule", "rules") + ": "
                                + counted(result.alerts().size(), "alert.", "alerts."),
                "class",
                "lead");
        html.close("header");
    }

    private void tiles() {
        html.open("dl", "class", "tiles");
        html.tile("Alerts", Shown.number(result.alerts().size()), "now");
        for (Level level : List.of(Level.CRITICAL, Level.HIGH)) {
            html.tile(level == Level.CRITICAL ? "Critical" : "High", Shown.number(count(level)), "");
        }
        html.tile(
                "Rules that alerted",
                Shown.number(summary.byRule().values().stream()
                        .filter(alerts -> alerts > 0)
                        .count()),
                "");
        long lacking = summary.notEvaluable().stream()
                .map(NotEvaluable::rule)
                .distinct()
                .count();
        html.tile("Not evaluable", Shown.number(lacking), lacking > 0 ? "warn" : "");
        html.tile("Duplicates", Shown.number(summary.duplicates()), "");
        html.tile("Late", "0", "");
        html.tile("Dead letters", Shown.number(summary.deadLettered()), summary.deadLettered() > 0 ? "warn" : "");
        html.close("dl");
    }

    private void nav() {
        html.open("nav", "aria-label", "On this page");
        for (String section : List.of("rules", "clients", "networks", "alerts", "evaluable", "read", "provenance")) {
            html.open("a", "href", "#" + section);
            html.text(
                            switch (section) {
                                case "rules" -> "By rule";
                                case "clients" -> "By client";
                                case "networks" -> "By network";
                                case "alerts" -> "Alerts and first evidence";
                                case "evaluable" -> "Not evaluable";
                                case "read" -> "What was read";
                                default -> "Provenance";
                            })
                    .close("a");
        }
        html.close("nav");
    }

    private long count(Level level) {
        return result.alerts().stream().filter(alert -> alert.level() == level).count();
    }

    private void timeline() {
        if (summary.judged() == 0) {
            return;
        }
        List<TimeBars.Series> series = new ArrayList<>();
        for (Level level : Level.values()) {
            if (count(level) > 0) {
                series.add(new TimeBars.Series(
                        level.word(),
                        level.word(),
                        result.alerts().stream()
                                .filter(alert -> alert.level() == level)
                                .collect(Collectors.groupingBy(
                                        alert -> Grain.MINUTE.of(alert.time()), TreeMap::new, Collectors.counting()))));
            }
        }
        html.open("section", "id", "timeline").element("h2", "Timeline");
        if (series.isEmpty()) {
            html.element("p", "No alert. What this silence is worth: see what was not evaluable and what was read.");
        } else {
            new TimeBars(Grain.MINUTE, Grain.MINUTE.of(result.first()), end(result), TimeBars.Stand.STACKED, series)
                    .figure(html, "Alerts");
        }
        html.close("section");
    }

    /** The last minute to draw: an alert of an absence falls after the last event. */
    static long end(ReplayResult result) {
        long last = result.alerts().stream().mapToLong(Alert::time).max().orElse(Long.MIN_VALUE);
        return Grain.MINUTE.of(Math.max(last, result.last()));
    }

    static String counted(long count, String one, String many) {
        return Shown.number(count) + " " + (count == 1 ? one : many);
    }
}
