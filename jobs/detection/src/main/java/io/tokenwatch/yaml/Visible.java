package io.tokenwatch.yaml;

import java.util.Locale;
import java.util.OptionalInt;

/** What a reader of a file can see, and what a terminal may be sent of it. */
final class Visible {
    private Visible() {}

    /** Index of the first character that changes a text without being seen, such as a turn of direction. */
    static OptionalInt firstInvisible(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (point > 0x7F && isInvisible(point)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isInvisible(int point) {
        int type = Character.getType(point);
        return type == Character.FORMAT
                || type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    /** Such as {@code U+200B ZERO WIDTH SPACE}. */
    static String name(int point) {
        String name = Character.getName(point);
        return String.format(Locale.ROOT, "U+%04X", point) + (name == null ? "" : " " + name);
    }

    /** Of one line, at most so many characters; those that cannot be seen are replaced, one by one. */
    static String line(String text, int from, int most) {
        return text.codePoints()
                .skip(from)
                .limit(most)
                .map(point -> point == '\t' ? ' ' : point < ' ' || isInvisible(point) ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A sentence that quotes a file: without what could turn a terminal, and with the middle of a long one left out. */
    static String sentence(String text, int most) {
        int cut = most / 2;
        return text.length() <= most
                ? line(text, 0, most)
                : line(text.substring(0, cut), 0, cut) + " … " + line(text.substring(text.length() - cut), 0, cut);
    }
}
