package io.tokenwatch.backtest.report;

import io.tokenwatch.backtest.Day;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Bars over days: stretched to whatever width there is, so all text stands outside of the drawing. Long histories are drawn by
 * weeks, months of 30 days or more.
 */
final class DayBars {
    /** One kind of bar. */
    record Series(String name, String style, SortedMap<Long, Long> perDay) {}

    private static final int MOST_BARS = 120;
    private static final int[] SPANS = {1, 7, 30, 90, 365, 3650};
    private static final double WIDTH = 1000;
    private static final double HEIGHT = 100;

    private final long first;
    private final long last;
    private final int span;
    private final List<Series> series;

    DayBars(long first, long last, List<Series> series) {
        this.first = first;
        this.last = last;
        this.series = series;
        int chosen = 0;
        while (chosen < SPANS.length - 1 && (last - first + 1) / SPANS[chosen] > MOST_BARS) {
            chosen++;
        }
        this.span = SPANS[chosen];
    }

    private int bars() {
        return (int) ((last - first) / span) + 1;
    }

    private long height(Series one, int bar) {
        long from = first + (long) bar * span;
        return one.perDay().subMap(from, from + span).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private long highest() {
        long highest = 0;
        for (Series one : series) {
            for (int bar = 0; bar < bars(); bar++) {
                highest = Math.max(highest, height(one, bar));
            }
        }
        return highest;
    }

    /** With scale, dates and, where there are several series, a legend. */
    void figure(Html html, String label) {
        long highest = highest();
        html.open("figure", "class", "bars");
        html.open("figcaption");
        html.text(label + " per " + (span == 1 ? "day (UTC)" : span + " days (UTC)"));
        if (series.size() > 1) {
            for (Series one : series) {
                html.open("span", "class", "legend")
                        .open("i", "class", one.style())
                        .close("i");
                html.text(one.name()).close("span");
            }
        }
        html.close("figcaption");
        html.open("div", "class", "plot");
        html.element("span", Shown.number(highest), "class", "top");
        svg(html, label + " per day", highest);
        html.close("div");
        html.open("div", "class", "dates");
        html.element("span", Day.text(first));
        html.element("span", last > first ? Day.text(last) : "");
        html.close("div").close("figure");
    }

    /** Only the bars, for a table. */
    void spark(Html html, String label) {
        html.open("span", "class", "spark");
        svg(html, label, highest());
        html.close("span");
    }

    private void svg(Html html, String label, long highest) {
        html.open(
                "svg",
                "viewBox",
                "0 0 1000 100",
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                label + ", the highest " + Shown.number(highest));
        double slot = WIDTH / bars();
        double bar = slot * (bars() == 1 ? 0.2 : 0.8) / series.size();
        for (int i = 0; i < bars(); i++) {
            List<String> said = new ArrayList<>();
            html.open("g");
            double from = i * slot + (slot - bar * series.size()) / 2;
            for (Series one : series) {
                long count = height(one, i);
                said.add(series.size() > 1 ? one.name() + " " + Shown.number(count) : Shown.number(count));
                if (count > 0) {
                    // At least visible, however small beside the highest.
                    rect(html, one.style(), from, Math.max(1.5, HEIGHT * count / highest), bar);
                }
                from += bar;
            }
            rect(html, "hit", i * slot, HEIGHT, slot);
            html.element("title", Day.text(first + (long) i * span) + ": " + String.join(", ", said));
            html.close("g");
        }
        html.close("svg");
    }

    private static void rect(Html html, String style, double x, double height, double width) {
        html.open(
                "rect",
                "class",
                style,
                "x",
                text(x),
                "y",
                text(HEIGHT - height),
                "width",
                text(width),
                "height",
                text(height));
        html.close("rect");
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
