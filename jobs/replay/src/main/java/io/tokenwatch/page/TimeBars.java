package io.tokenwatch.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Bars over time: stretched to whatever width there is, so all text stands outside of the drawing. Long histories are drawn by
 * more units a bar, such as weeks or 30 days.
 */
public final class TimeBars {
    /**
     * One kind of bar.
     *
     * @param counts by unit of the grain
     */
    public record Series(String name, String style, SortedMap<Long, Long> counts) {}

    /** How the bars of several series stand. */
    public enum Stand {
        BESIDE,
        STACKED
    }

    private static final int MOST_BARS = 120;
    private static final double WIDTH = 1000;
    private static final double HEIGHT = 100;

    private final Grain grain;
    private final Stand stand;
    private final long first;
    private final long last;
    private final int span;
    private final List<Series> series;

    /** @param first unit of the grain, as is {@code last} */
    public TimeBars(Grain grain, long first, long last, Stand stand, List<Series> series) {
        this.grain = grain;
        this.stand = stand;
        this.span = grain.span(last - first + 1, MOST_BARS);
        this.first = Math.floorDiv(first, span) * span;
        this.last = last;
        this.series = series;
    }

    /** By days. */
    public static TimeBars days(long first, long last, List<Series> series) {
        return new TimeBars(Grain.DAY, first, last, Stand.BESIDE, series);
    }

    private int bars() {
        return (int) ((last - first) / span) + 1;
    }

    private long height(Series one, int bar) {
        long from = first + (long) bar * span;
        return one.counts().subMap(from, from + span).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private long highest() {
        long highest = 0;
        for (int bar = 0; bar < bars(); bar++) {
            long stacked = 0;
            for (Series one : series) {
                long height = height(one, bar);
                stacked += height;
                highest = Math.max(highest, stand == Stand.STACKED ? stacked : height);
            }
        }
        return highest;
    }

    /** With scale, dates and, where there are several series, a legend. */
    public void figure(Html html, String label) {
        long highest = highest();
        html.open("figure", "class", "bars");
        html.open("figcaption");
        html.text(label + " per " + grain.words(span) + " (UTC)");
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
        svg(html, label + " per " + grain.words(span), highest);
        html.close("div");
        html.open("div", "class", "dates");
        html.element("span", grain.text(first, span));
        html.element("span", last > first ? grain.text(last, span) : "");
        html.close("div").close("figure");
    }

    /** Only the bars, for a table. */
    public void spark(Html html, String label) {
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
        int beside = stand == Stand.STACKED ? 1 : series.size();
        double slot = WIDTH / bars();
        double bar = slot * (bars() == 1 ? 0.2 : 0.8) / beside;
        for (int i = 0; i < bars(); i++) {
            List<String> said = new ArrayList<>();
            html.open("g");
            double from = i * slot + (slot - bar * beside) / 2;
            double below = 0;
            for (Series one : series) {
                long count = height(one, i);
                if (count > 0 || stand == Stand.BESIDE) {
                    said.add(series.size() > 1 ? one.name() + " " + Shown.number(count) : Shown.number(count));
                }
                if (count > 0) {
                    // At least visible, however small beside the highest.
                    double height = Math.min(HEIGHT - below, Math.max(1.5, HEIGHT * count / highest));
                    rect(html, one.style(), from, below, height, bar);
                    below += stand == Stand.STACKED ? height : 0;
                }
                from += stand == Stand.STACKED ? 0 : bar;
            }
            rect(html, "hit", i * slot, 0, HEIGHT, slot);
            html.element(
                    "title",
                    grain.text(first + (long) i * span, span) + ": "
                            + (said.isEmpty() ? "0" : String.join(", ", said)));
            html.close("g");
        }
        html.close("svg");
    }

    private static void rect(Html html, String style, double x, double below, double height, double width) {
        html.open(
                "rect",
                "class",
                style,
                "x",
                text(x),
                "y",
                text(HEIGHT - below - height),
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
