package io.tokenwatch.selection;

import java.util.Locale;

/** How one text lies in another. */
enum TextRelation {
    EQUAL,
    CONTAINS,
    STARTSWITH,
    ENDSWITH;

    boolean holds(String value, String wanted, boolean caseless) {
        return switch (this) {
            case EQUAL -> caseless ? value.equalsIgnoreCase(wanted) : value.equals(wanted);
            case CONTAINS -> caseless ? lower(value).contains(lower(wanted)) : value.contains(wanted);
            case STARTSWITH -> value.regionMatches(caseless, 0, wanted, 0, wanted.length());
            case ENDSWITH ->
                value.regionMatches(caseless, value.length() - wanted.length(), wanted, 0, wanted.length());
        };
    }

    /** What is asked for, in words that follow "needs". */
    String need(String wanted) {
        return switch (this) {
            case EQUAL -> wanted;
            case CONTAINS -> "what contains " + wanted;
            case STARTSWITH -> "what starts with " + wanted;
            case ENDSWITH -> "what ends with " + wanted;
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
