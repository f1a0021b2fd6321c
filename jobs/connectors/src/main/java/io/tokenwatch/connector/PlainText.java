package io.tokenwatch.connector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Printable ASCII without quotes and backslashes, found and hashed eight bytes at a time. */
final class PlainText {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private PlainText() {}

    /** Offset of the quote that ends the text that begins there; -1 if something else ends it, or nothing does. */
    static int end(byte[] line, int from, int limit) {
        int p = from;
        for (; p + Long.BYTES <= limit; p += Long.BYTES) {
            long special = special((long) EIGHT.get(line, p));
            if (special != 0) {
                p += Long.numberOfTrailingZeros(special) >>> 3;
                return line[p] == '"' ? p : -1;
            }
        }
        for (; p < limit; p++) {
            byte b = line[p];
            if (b == '"') {
                return p;
            }
            if (b < ' ' || b == '\\' || b == 0x7F) { // bytes of other characters are negative
                return -1;
            }
        }
        return -1;
    }

    /**
     * The lowest bit that is set tells which of eight bytes is the first that is a quote, a backslash, a control character or no
     * ASCII; zero if none is. Carries and borrows come from such bytes only, so they do no harm below them.
     */
    private static long special(long eight) {
        long special = eight // no ASCII
                | (eight + ONES) // 0x7F
                | (eight - ONES * ' ') // below it
                | ((eight ^ ONES * '"') - ONES)
                | ((eight ^ ONES * '\\') - ONES);
        return special & HIGHS;
    }

    /** Offset after the quote and bracket that end the array of plain texts that begins there, if it is one; -1 if there are none. */
    static int endOfArray(byte[] line, int from, int limit) {
        int p = from;
        for (; p + Long.BYTES <= limit; p += Long.BYTES) {
            long differs = (long) EIGHT.get(line, p) ^ ONES * ']';
            for (long found = (differs - ONES) & ~differs & HIGHS; found != 0; found &= found - 1) {
                int bracket = p + (Long.numberOfTrailingZeros(found) >>> 3);
                if (line[bracket] == ']' && bracket > from && line[bracket - 1] == '"') {
                    return bracket + 1;
                }
            }
        }
        for (; p < limit; p++) {
            if (line[p] == ']' && p > from && line[p - 1] == '"') {
                return p + 1;
            }
        }
        return -1;
    }

    /** Differs, most likely, for texts that differ. */
    static int hash(byte[] line, int from, int length) {
        long mixed = length;
        if (length >= Long.BYTES) {
            int last = from + length - Long.BYTES;
            for (int i = from; i < last; i += Long.BYTES) {
                mixed = (mixed + (long) EIGHT.get(line, i)) * 0x9E3779B97F4A7C15L;
                mixed ^= mixed >>> 32;
            }
            mixed ^= (long) EIGHT.get(line, last);
        } else {
            for (int i = from; i < from + length; i++) {
                mixed = mixed << 8 | line[i];
            }
        }
        return (int) ((mixed * 0xC2B2AE3D27D4EB4FL) >>> 32);
    }

    /** Whether that is written there, whole. */
    static boolean is(byte[] written, byte[] line, int from, int length) {
        if (written.length != length) {
            return false;
        }
        int last = length - Long.BYTES;
        if (last < 0) {
            for (int i = 0; i < length; i++) {
                if (written[i] != line[from + i]) {
                    return false;
                }
            }
            return true;
        }
        for (int i = 0; i < last; i += Long.BYTES) {
            if ((long) EIGHT.get(written, i) != (long) EIGHT.get(line, from + i)) {
                return false;
            }
        }
        return (long) EIGHT.get(written, last) == (long) EIGHT.get(line, from + last);
    }
}
