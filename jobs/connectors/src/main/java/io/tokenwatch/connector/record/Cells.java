package io.tokenwatch.connector.record;

import io.tokenwatch.connector.text.Unreadable;
import java.util.ArrayList;
import java.util.List;

/** The cells of a line: separated by commas as RFC 4180 has it, or by another character, and then never quoted. */
final class Cells {
    private static final int MOST = 256;

    private Cells() {}

    static List<String> of(String line, char separator) throws Unreadable {
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (at >= 0) {
            if (cells.size() == MOST) {
                throw new Unreadable("more than " + MOST + " cells");
            }
            boolean quoted = separator == ',' && at < line.length() && line.charAt(at) == '"';
            int end = quoted ? closing(line, at + 1) : line.indexOf(separator, at);
            if (quoted) {
                cells.add(line.substring(at + 1, end).replace("\"\"", "\""));
                end++;
                if (end < line.length() && line.charAt(end) != separator) {
                    throw new Unreadable("text after a quoted cell");
                }
                at = end < line.length() ? end + 1 : -1;
            } else {
                cells.add(line.substring(at, end < 0 ? line.length() : end).strip());
                at = end < 0 ? -1 : end + 1;
            }
        }
        return cells;
    }

    /** Where the quote is closed; two in a row are one in the text. */
    private static int closing(String line, int from) throws Unreadable {
        int end = line.indexOf('"', from);
        while (end >= 0 && end + 1 < line.length() && line.charAt(end + 1) == '"') {
            end = line.indexOf('"', end + 2);
        }
        if (end < 0) {
            throw new Unreadable("a quoted cell is not closed");
        }
        return end;
    }
}
