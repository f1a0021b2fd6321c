package io.tokenwatch.backtest.report;

import io.tokenwatch.backtest.BacktestResult;
import io.tokenwatch.backtest.Reading;
import io.tokenwatch.backtest.RuleResult;
import io.tokenwatch.page.Day;
import io.tokenwatch.page.Html;
import io.tokenwatch.page.Shown;
import io.tokenwatch.page.TimeBars;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The page: what was found at a glance, the difference, then rule by rule. */
public final class ReportPage {
    private final BacktestResult result;
    private final Html html = Html.page("Tokenwatch backtest");

    private ReportPage(BacktestResult result) {
        this.result = result;
    }

    /** The whole page. */
    public static String of(BacktestResult result) {
        return new ReportPage(result).page();
    }

    private String page() {
        header();
        tiles();
        plot();
        result.comparison().ifPresent(comparison -> new DifferenceSection(html, comparison).write());
        new RulesSection(html, result).write();
        new ReadingSection(html, result).write();
        return html.end();
    }

    private void header() {
        Reading reading = result.reading();
        html.open("header").element("h1", "Backtest");
        html.open("p", "class", "lead");
        html.text(
                reading.judged() == 0
                        ? "No event was judged."
                        : Shown.number(reading.judged()) + " events from " + Shown.time(reading.first()) + " to "
                                + Shown.time(reading.last()) + ", judged by "
                                + Shown.number(result.ofRules().size())
                                + (result.ofRules().size() == 1 ? " rule: " : " rules: "));
        if (reading.judged() > 0) {
            html.foreign(result.rules().name());
            result.comparison().ifPresent(comparison -> html.text(", compared with ")
                    .foreign(comparison.against().name()));
            html.text(".");
        }
        html.close("p").close("header");
    }

    private void tiles() {
        Reading reading = result.reading();
        html.open("dl", "class", "tiles");
        html.tile("Alerts", Shown.number(result.alerts()), "");
        html.tile(
                "Alerts per day",
                Shown.number(reading.days() == 0 ? 0 : (double) result.alerts() / reading.days()),
                "");
        result.comparison().ifPresent(comparison -> {
            html.tile("Appeared", "+" + Shown.number(comparison.appeared()), "now");
            html.tile("Vanished", "−" + Shown.number(comparison.vanished()), "");
            html.tile("Changed", Shown.number(comparison.changed()), "");
        });
        long silent = result.ofRules().stream()
                .filter(rule -> rule.alerts().isEmpty() && rule.notEvaluable().isEmpty())
                .count();
        long notEvaluable = result.ofRules().stream()
                .filter(rule -> !rule.notEvaluable().isEmpty())
                .count();
        html.tile("Rules without alert", Shown.number(silent), "");
        html.tile("Not evaluable", Shown.number(notEvaluable), notEvaluable > 0 ? "warn" : "");
        html.tile("Dead letters", Shown.number(reading.deadLetters()), reading.deadLetters() > 0 ? "warn" : "");
        html.close("dl");
    }

    private void plot() {
        Reading reading = result.reading();
        if (reading.judged() == 0) {
            return;
        }
        SortedMap<Long, Long> total = new TreeMap<>();
        for (RuleResult rule : result.ofRules()) {
            rule.alertsPerDay().forEach((day, alerts) -> total.merge(day, alerts, Long::sum));
        }
        List<TimeBars.Series> series = new ArrayList<>();
        result.comparison()
                .ifPresent(comparison -> series.add(new TimeBars.Series("before", "old", comparison.perDay())));
        series.add(new TimeBars.Series("now", "now", total));
        // An alert of an absence falls after the last event.
        long last = Math.max(Day.of(reading.last()), total.isEmpty() ? Long.MIN_VALUE : total.lastKey());
        html.open("section").element("h2", "Alerts per day");
        TimeBars.days(Day.of(reading.first()), last, series).figure(html, "Alerts");
        html.close("section");
    }
}
