package io.tokenwatch.backtest.report;

import java.util.Set;

/** Writes HTML. Every text and attribute is escaped here and nowhere else. */
final class Html {
    private static final Set<String> INLINE = Set.of("a", "bdi", "code", "i", "span");

    private final StringBuilder out = new StringBuilder(64 * 1024);

    /** @param attributes names and values by turns */
    Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    Html close(String tag) {
        out.append("</").append(tag).append(INLINE.contains(tag) ? ">" : ">\n");
        return this;
    }

    Html text(String text) {
        escape(text);
        return this;
    }

    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** What is HTML or CSS already, and ours. */
    Html trusted(String html) {
        out.append(html);
        return this;
    }

    /** A text from an event or rule: whatever direction it is written in, it turns nothing around it. */
    Html foreign(String text) {
        return isolated(Shown.bounded(text));
    }

    /** As {@link #foreign}, of a text that is not too long. */
    Html isolated(String text) {
        return element("bdi", text);
    }

    private void escape(String text) {
        text.codePoints().forEach(this::escape);
    }

    private void escape(int c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> {
                if (Shown.misleads(c)) {
                    out.append(String.format("[U+%04X]", c));
                } else {
                    out.appendCodePoint(c);
                }
            }
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
