package io.tokenwatch.page;

import java.util.SortedMap;

/** A table that scrolls by itself where the screen is narrow. */
public final class Table {
    private final Html html;
    private boolean hasRow;

    private Table(Html html) {
        this.html = html;
    }

    /** @param columns their heads; one that begins with {@code #} is of numbers */
    public static Table open(Html html, String label, String... columns) {
        html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", label);
        html.open("table").open("thead").open("tr");
        for (String column : columns) {
            boolean numbers = column.startsWith("#");
            html.element("th", numbers ? column.substring(1) : column, "scope", "col", "class", numbers ? "n" : "t");
        }
        html.close("tr").close("thead").open("tbody");
        return new Table(html);
    }

    /** Begins a row, and ends the one before. */
    public Table row() {
        if (hasRow) {
            html.close("tr");
        }
        hasRow = true;
        html.open("tr");
        return this;
    }

    public Table number(String text) {
        html.element("td", text, "class", "n");
        return this;
    }

    public Table number(long number) {
        return number(Shown.number(number));
    }

    /** One that does not break, such as a time. */
    public Table word(String text) {
        html.element("td", text, "class", "word");
        return this;
    }

    /** A text of ours. */
    public Table text(String text) {
        html.element("td", text);
        return this;
    }

    /** A text from events or rules. */
    public Table foreign(String text) {
        html.open("td", "class", text.length() > 24 ? "long" : "t")
                .foreign(text)
                .close("td");
        return this;
    }

    public Table key(SortedMap<String, Object> key) {
        html.open("td", "class", "long").isolated(Shown.key(key)).close("td");
        return this;
    }

    public void close() {
        if (hasRow) {
            html.close("tr");
        }
        html.close("tbody").close("table").close("div");
    }
}
