package io.tokenwatch.connector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same array for an array of texts that is written as one before was, without reading it: the scopes and audiences of an
 * audit log are the same few hundred lists. Bounded: a new one takes the place of the one with the same hash.
 */
final class ListPool {
    /** In bytes, as it is written. */
    private static final int LONGEST = 1_024;

    private static final int PLACES = 1 << 12;
    private static final int SHIFT = 20;

    private final byte[] @Nullable [] written = new byte[PLACES] @Nullable [];
    private final String[] @Nullable [] lists = new String[PLACES] @Nullable [];

    /** The list that was kept as these bytes with that hash, not to be changed; null if it is not in the pool. */
    String @Nullable [] find(byte[] line, int from, int length, int hash) {
        byte[] found = written[place(hash)];
        return found != null && PlainText.is(found, line, from, length) ? lists[place(hash)] : null;
    }

    /** @param list what was read from these bytes, and nobody changes any more */
    void keep(byte[] line, int from, int length, int hash, String... list) {
        if (length <= LONGEST) {
            written[place(hash)] = Arrays.copyOfRange(line, from, from + length);
            lists[place(hash)] = list;
        }
    }

    private static int place(int hash) {
        return (hash * 0x9E3779B9) >>> SHIFT;
    }
}
