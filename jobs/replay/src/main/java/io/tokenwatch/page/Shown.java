package io.tokenwatch.page;

import io.tokenwatch.alert.Iso;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** Values as people read them. */
public final class Shown {
    private static final int LONGEST = 120;

    private Shown() {}

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Three digits that count, or all before the point. */
    public static String number(double number) {
        return number >= 100 || number == Math.rint(number)
                ? String.format(Locale.ROOT, "%,.0f", number)
                : String.format(Locale.ROOT, number >= 10 ? "%.1f" : "%.2f", number);
    }

    public static String percent(double share) {
        return number(share * 100) + " %";
    }

    public static String bytes(double bytes) {
        return bytes < 10_000
                ? number(Math.rint(bytes)) + " B"
                : bytes < 10_000_000 ? number(bytes / 1e3) + " kB" : number(bytes / 1e6) + " MB";
    }

    /** Such as {@code 2026-01-05 10:15:31Z}. */
    public static String time(long millis) {
        return Iso.text(millis).replace('T', ' ');
    }

    /** Such as {@code client_id web, scope admin}. */
    public static String key(SortedMap<String, Object> key) {
        List<String> parts = key.entrySet().stream()
                .map(entry -> entry.getKey() + " " + bounded(entry.getValue().toString()))
                .toList();
        return String.join(", ", parts);
    }

    /** The text, or its beginning and how long it is. */
    public static String bounded(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
        return end == text.length() ? text : text.substring(0, end) + "… (" + number(text.length()) + " characters)";
    }

    /** For a terminal: what misleads is named instead, such as {@code [U+001B]}. */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (misleads(c) || c == '\n' || c == '\t') {
                visible.append(String.format("[U+%04X]", c));
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }

    /** Whether it is invisible, moves what stands around it, or is no character at all. */
    public static boolean misleads(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\t';
            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
