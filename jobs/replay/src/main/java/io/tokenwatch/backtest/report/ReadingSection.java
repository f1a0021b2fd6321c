package io.tokenwatch.backtest.report;

import io.tokenwatch.backtest.BacktestResult;
import io.tokenwatch.backtest.Reading;
import io.tokenwatch.page.Html;
import io.tokenwatch.page.Table;
import io.tokenwatch.replay.NotEvaluable;
import java.util.List;

/** What the silence of a rule is worth: rules that the inputs cannot support, and records that were not judged. */
final class ReadingSection {
    private final Html html;
    private final BacktestResult result;

    ReadingSection(Html html, BacktestResult result) {
        this.html = html;
        this.result = result;
    }

    void write() {
        html.open("section", "id", "reading");
        notEvaluable();
        html.element("h2", "What was read");
        Reading reading = result.reading();
        Table table = Table.open(html, "What became of the records", "Records", "#Number");
        row(table, "read, as " + String.join(", ", reading.formats()), reading.records());
        row(table, "judged, each event once", reading.judged());
        row(table, "further copies of them", reading.duplicates());
        row(table, "could not be read: see dead-letters.ndjson", reading.deadLetters());
        row(table, "say nothing about tokens", reading.skipped());
        row(table, "outside of the period", reading.outsidePeriod());
        row(table, "event ids whose copies differ; one copy was judged", reading.conflicts());
        reading.unknownFields().forEach((field, count) -> row(table, "have the unknown field " + field, count));
        table.close();
        html.open("p", "class", "note")
                .text("Rule pack ")
                .element("code", result.rules().pack().hash());
        html.text(". The same events and rules give this page again, byte for byte.")
                .close("p");
        html.close("section");
    }

    private void notEvaluable() {
        List<NotEvaluable> lacking = result.ofRules().stream()
                .flatMap(rule -> rule.notEvaluable().stream())
                .toList();
        if (lacking.isEmpty()) {
            return;
        }
        html.element("h2", "Not evaluable");
        html.element("p", "These inputs never have the fields, so the rule can find nothing in them.", "class", "note");
        Table table = Table.open(html, "Rules that are not evaluable", "Rule", "Input", "Lacks");
        for (NotEvaluable one : lacking) {
            table.row().text(one.rule()).text(one.format()).text(String.join(", ", one.lacks()));
        }
        table.close();
    }

    private static void row(Table table, String name, long count) {
        if (count > 0) {
            table.row().foreign(name).number(count);
        }
    }
}
