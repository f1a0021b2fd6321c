package io.tokenwatch.replay.report;

import io.tokenwatch.page.Html;
import io.tokenwatch.page.Shown;
import io.tokenwatch.page.Table;
import io.tokenwatch.replay.InputDigest;
import io.tokenwatch.replay.Provenance;

/** What the answer rests on: who has the same gets the same. */
final class ProvenanceSection {
    private static final int MOST = 500;

    private final Html html;
    private final Provenance provenance;

    ProvenanceSection(Html html, Provenance provenance) {
        this.html = html;
        this.provenance = provenance;
    }

    void write() {
        html.open("section", "id", "provenance").element("h2", "Provenance");
        Table table = Table.open(html, "What judged", "What", "Which");
        row(table, "Tokenwatch", provenance.version());
        row(table, "Rule pack", provenance.rulePack());
        if (provenance.packs() > 1) {
            row(table, "Packs in force, one after the other", Shown.number(provenance.packs()));
        }
        if (provenance.from() != Long.MIN_VALUE) {
            row(table, "From", Shown.time(provenance.from()));
        }
        if (provenance.to() != Long.MAX_VALUE) {
            row(table, "To", Shown.time(provenance.to()));
        }
        provenance
                .networkFacts()
                .forEach(source -> row(
                        table,
                        "Network facts",
                        source.file() + ", " + source.type() + " of " + Shown.time(source.built()) + ", "
                                + source.sha256()));
        table.close();
        html.element("h3", "Inputs");
        Table inputs = Table.open(html, "Inputs", "Input", "Format", "#Records", "#Bytes", "SHA-256 as stored");
        for (InputDigest input : provenance.inputs().stream().limit(MOST).toList()) {
            inputs.row()
                    .foreign(input.name())
                    .foreign(input.format())
                    .number(input.records())
                    .number(input.bytes());
            html.element("td", input.sha256(), "class", "digest");
        }
        inputs.close();
        if (provenance.inputs().size() > MOST) {
            html.element(
                    "p",
                    "The first " + MOST + " of "
                            + Shown.number(provenance.inputs().size()) + "; summary.json has all.",
                    "class",
                    "note");
        }
        html.element("p", "The same inputs and rules give this page again, byte for byte.", "class", "note");
        html.close("section");
    }

    private void row(Table table, String what, String which) {
        table.row().text(what);
        html.open("td", "class", "digest").isolated(which).close("td");
    }
}
