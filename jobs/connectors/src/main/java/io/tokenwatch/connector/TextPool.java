package io.tokenwatch.connector;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same String for the same short text again, without making it first: most values of an audit log repeat.
 * Only for fields that hold no tokens. Bounded: a new text takes the place of the one with the same hash.
 */
final class TextPool {
    /** User agents have up to some 200 characters. */
    private static final int LONGEST = 256;

    private static final int PLACES = 1 << 10;

    private final @Nullable String[] places = new @Nullable String[PLACES];
    /** Those that are ASCII, as bytes. */
    private final byte[] @Nullable [] written = new byte[PLACES] @Nullable [];

    /** The pooled text, or null if it is not in the pool. */
    @Nullable
    String find(char[] text, int from, int length) {
        if (length > LONGEST) {
            return null;
        }
        String found = places[place(hash(text, from, length))];
        return found != null && same(found, text, from, length) ? found : null;
    }

    /** As above, for ASCII bytes that were kept with that hash. */
    @Nullable
    String find(byte[] text, int from, int length, int hash) {
        if (length > LONGEST) {
            return null;
        }
        byte[] found = written[place(hash)];
        return found != null && PlainText.is(found, text, from, length) ? places[place(hash)] : null;
    }

    void keep(String value, int hash) {
        if (value.length() <= LONGEST) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            places[place(hash)] = value;
            written[place(hash)] = bytes.length == value.length() ? bytes : null;
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

    /** The hash is that of {@link String#hashCode}. */
    private static int hash(char[] text, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = hash * 31 + text[i];
        }
        return hash;
    }

    private static int place(int hash) {
        return (hash * 0x9E3779B9) >>> 22;
    }
}
