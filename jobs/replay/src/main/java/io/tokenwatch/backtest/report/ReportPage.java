package io.tokenwatch.backtest.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.backtest.BacktestResult;
import io.tokenwatch.backtest.Day;
import io.tokenwatch.backtest.Reading;
import io.tokenwatch.backtest.RuleResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The page: what was found at a glance, the difference, then rule by rule. */
public final class ReportPage {
    private final BacktestResult result;
    private final Html html = new Html();

    private ReportPage(BacktestResult result) {
        this.result = result;
    }

    /** The whole page. */
    public static String of(BacktestResult result) {
        return new ReportPage(result).page();
    }

    private String page() {
        html.trusted("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        // Nothing is loaded and nothing runs, even if something were to slip through the escaping.
        html.open(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "color-scheme", "content", "light dark");
        html.element("title", "Tokenwatch backtest");
        html.open("style")
                .trusted(css())
                .close("style")
                .close("head")
                .open("body")
                .open("main");
        header();
        tiles();
        plot();
        result.comparison().ifPresent(comparison -> new DifferenceSection(html, comparison).write());
        new RulesSection(html, result).write();
        new ReadingSection(html, result).write();
        html.close("main").close("body").close("html");
        return html.toString();
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
        tile("Alerts", Shown.number(result.alerts()), "");
        tile("Alerts per day", Shown.number(reading.days() == 0 ? 0 : (double) result.alerts() / reading.days()), "");
        result.comparison().ifPresent(comparison -> {
            tile("Appeared", "+" + Shown.number(comparison.appeared()), "now");
            tile("Vanished", "−" + Shown.number(comparison.vanished()), "");
            tile("Changed", Shown.number(comparison.changed()), "");
        });
        long silent = result.ofRules().stream()
                .filter(rule -> rule.alerts().isEmpty() && rule.notEvaluable().isEmpty())
                .count();
        long notEvaluable = result.ofRules().stream()
                .filter(rule -> !rule.notEvaluable().isEmpty())
                .count();
        tile("Rules without alert", Shown.number(silent), "");
        tile("Not evaluable", Shown.number(notEvaluable), notEvaluable > 0 ? "warn" : "");
        tile("Dead letters", Shown.number(reading.deadLetters()), reading.deadLetters() > 0 ? "warn" : "");
        html.close("dl");
    }

    private void tile(String name, String value, String style) {
        html.open("div", "class", style)
                .element("dt", name)
                .element("dd", value)
                .close("div");
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
        List<DayBars.Series> series = new ArrayList<>();
        result.comparison()
                .ifPresent(comparison -> series.add(new DayBars.Series("before", "old", comparison.perDay())));
        series.add(new DayBars.Series("now", "now", total));
        // An alert of an absence falls after the last event.
        long last = Math.max(Day.of(reading.last()), total.isEmpty() ? Long.MIN_VALUE : total.lastKey());
        html.open("section").element("h2", "Alerts per day");
        new DayBars(Day.of(reading.first()), last, series).figure(html, "Alerts");
        html.close("section");
    }

    private static String css() {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css cannot be read", e);
        }
    }
}
