package io.tokenwatch.replay.report;

import io.tokenwatch.page.Html;
import io.tokenwatch.page.Shown;
import io.tokenwatch.page.Table;
import io.tokenwatch.replay.NotEvaluable;
import io.tokenwatch.replay.ReplaySummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What silence is worth: rules that the inputs cannot feed, and what became of every record that was read. */
final class ReadSection {
    private static final int MOST = 50;

    private final Html html;
    private final ReplaySummary summary;

    ReadSection(Html html, ReplaySummary summary) {
        this.html = html;
        this.summary = summary;
    }

    void write() {
        html.open("section", "id", "evaluable").element("h2", "Not evaluable");
        notEvaluable();
        html.close("section");
        html.open("section", "id", "read").element("h2", "What was read");
        sum();
        counts("Dead letters by reason", "Reason", summary.deadLetters());
        counts("Skipped: not about tokens, by the product's name", "Type", summary.skipped());
        counts("Unknown fields of canonical records: nothing was made of them", "Field", summary.unknownFields());
        html.close("section");
    }

    private void notEvaluable() {
        if (summary.notEvaluable().isEmpty()) {
            html.element("p", "These inputs can feed every rule.");
            return;
        }
        html.element(
                "p",
                "Logs of that product never say these fields, so the rules can find nothing in them: their silence there says"
                        + " nothing.",
                "class",
                "note");
        Map<List<String>, List<String>> rules = summary.notEvaluable().stream()
                .collect(Collectors.groupingBy(
                        one -> List.of(one.format(), String.join(", ", one.lacks())),
                        LinkedHashMap::new,
                        Collectors.mapping(NotEvaluable::rule, Collectors.toList())));
        Table table = Table.open(html, "Rules that are not evaluable", "Product", "Lacks", "#Number", "Rules");
        rules.forEach((why, which) -> {
            table.row().text(why.get(0)).text(why.get(1)).number(which.size());
            html.element("td", String.join(", ", which));
        });
        table.close();
    }

    /** The sum that always holds. */
    private void sum() {
        Table table = Table.open(html, "What became of the records", "Records", "#Number");
        table.row().text("read").number(summary.read());
        table.row().text("= judged, each event once").number(summary.judged());
        table.row().text("+ duplicates: further copies of them").number(summary.duplicates());
        table.row()
                .text("+ dead letters: could not be read, see dead-letters.ndjson")
                .number(summary.deadLettered());
        table.row().text("+ skipped: say nothing about tokens").number(summary.skippedRecords());
        table.row().text("+ outside of the period that was asked for").number(summary.outsidePeriod());
        table.close();
        html.element("h3", "Among them");
        Table marks = Table.open(html, "Marks", "Mark", "#Number");
        marks.row().text("late: judged when evidence was gone already").number(0);
        marks.row().text("event ids whose copies differ; one copy was judged").number(summary.conflicts());
        marks.row().text("alerts of keys with more evidence than is kept").number(summary.truncated());
        marks.row().text("keys left out, of events that name too many").number(summary.keysLeftOut());
        marks.close();
    }

    private void counts(String title, String head, SortedMap<String, Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        html.element("h3", title);
        Table table = Table.open(html, title, head, "#Number");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .forEach(entry -> table.row().foreign(entry.getKey()).number(entry.getValue()));
        table.close();
        if (counts.size() > MOST) {
            html.element(
                    "p",
                    "The first " + MOST + " of " + Shown.number(counts.size()) + "; summary.json has all.",
                    "class",
                    "note");
        }
    }
}
