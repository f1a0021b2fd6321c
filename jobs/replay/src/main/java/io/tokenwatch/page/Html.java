package io.tokenwatch.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.rule.Level;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;

/** Writes HTML. Every text and attribute is escaped here and nowhere else. */
public final class Html {
    private static final Set<String> INLINE = Set.of("a", "bdi", "code", "i", "span");

    private final StringBuilder out = new StringBuilder(64 * 1024);

    private Html() {}

    /**
     * A page up to where its content begins: no script, font or picture from elsewhere, in the reader's light or dark.
     *
     * @param title plain text
     */
    public static Html page(String title) {
        Html html = new Html();
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
        html.element("title", title);
        return html.open("style")
                .trusted(css())
                .close("style")
                .close("head")
                .open("body")
                .open("main");
    }

    /** Ends the page; the whole of it. */
    public String end() {
        return close("main").close("body").close("html").out.toString();
    }

    /** A figure at a glance, within {@code dl.tiles}. */
    public Html tile(String name, String value, String style) {
        return open("div", "class", style)
                .element("dt", name)
                .element("dd", value)
                .close("div");
    }

    /** A rule's level as a word and a dot in its colour. */
    public Html level(Level level) {
        return element("span", level.word(), "class", "level " + level.word());
    }

    /** @param attributes names and values by turns */
    public Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    public Html close(String tag) {
        out.append("</").append(tag).append(INLINE.contains(tag) ? ">" : ">\n");
        return this;
    }

    public Html text(String text) {
        escape(text);
        return this;
    }

    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** What is HTML or CSS already, and ours. */
    private Html trusted(String html) {
        out.append(html);
        return this;
    }

    /** A text from an event or rule: whatever direction it is written in, it turns nothing around it. */
    public Html foreign(String text) {
        return isolated(Shown.bounded(text));
    }

    /** As {@link #foreign}, of a text that is not too long. */
    public Html isolated(String text) {
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

    private static String css() {
        try (InputStream in = Html.class.getResourceAsStream("page.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("page.css cannot be read", e);
        }
    }
}
