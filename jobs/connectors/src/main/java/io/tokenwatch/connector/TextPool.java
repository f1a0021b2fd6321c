package io.tokenwatch.connector;

import org.jspecify.annotations.Nullable;

/**
 * Gives the same String for the same short text again, without making it first: most values of an audit log repeat.
 * Only for fields that hold no tokens. Bounded: a new text takes the place of the one with the same hash.
 */
final class TextPool {
    private static final int LONGEST = 120;
    private static final int PLACES = 1 << 10;

    private final @Nullable String[] places = new @Nullable String[PLACES];

    /** The pooled text, or null if it is not in the pool. */
    @Nullable
    String find(char[] text, int from, int length) {
        if (length > LONGEST) {
            return null;
        }
        String found = places[place(text, from, length)];
        return found != null && same(found, text, from, length) ? found : null;
    }

    void keep(String value) {
        if (value.length() <= LONGEST) {
            places[place(value.toCharArray(), 0, value.length())] = value;
        }
    }

    private static boolean same(String found, char[] text, int from, int length) {
        if (found.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (found.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int place(char[] text, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = hash * 31 + text[i];
        }
        hash *= 0x9E3779B9;
        return hash >>> 22;
    }
}
