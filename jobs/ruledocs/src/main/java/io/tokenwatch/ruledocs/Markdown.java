package io.tokenwatch.ruledocs;

import java.util.List;
import java.util.stream.Collectors;

/** Writes Markdown as repositories show it. */
final class Markdown {
    private final StringBuilder out = new StringBuilder(4096);

    Markdown line(String text) {
        out.append(text).append('\n');
        return this;
    }

    Markdown paragraph(String text) {
        return text.isEmpty() ? this : line(text).line("");
    }

    Markdown heading(int level, String text) {
        return line("#".repeat(level) + " " + text).line("");
    }

    Markdown bullets(List<String> items) {
        items.forEach(item -> line("- " + item));
        return items.isEmpty() ? this : line("");
    }

    Markdown tableHead(String... columns) {
        row(columns);
        return line("|" + " --- |".repeat(columns.length));
    }

    Markdown row(String... cells) {
        return line("| " + String.join(" | ", cells) + " |");
    }

    static String code(String text) {
        return text.contains("`") ? "`` " + text + " ``" : "`" + text + "`";
    }

    /** In a cell of a table. */
    static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }

    static String codes(List<String> texts, String last) {
        List<String> codes = texts.stream().map(Markdown::code).toList();
        return codes.size() < 2
                ? String.join("", codes)
                : codes.subList(0, codes.size() - 1).stream().collect(Collectors.joining(", ")) + " " + last + " "
                        + codes.get(codes.size() - 1);
    }

    @Override
    public String toString() {
        return out.toString().stripTrailing() + "\n";
    }
}
