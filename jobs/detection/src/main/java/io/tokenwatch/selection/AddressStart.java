package io.tokenwatch.selection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How an IPv4 literal begins: enough to know of most addresses that they are in none of some networks. Read as one word, since the numbers of digits
 * vary and no processor foresees them.
 */
public final class AddressStart {
    /** Not known: the whole literal is to be read. */
    public static final int UNKNOWN = -1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long SIGNS = 0x8080808080808080L;
    private static final int DIGITS = 3;

    private AddressStart() {}

    /**
     * The upper 16 of the 32 bits of what lies in a line, if it is an IPv4 literal.
     *
     * @return {@link #UNKNOWN} of what does not begin as one, or as others than these do too; any number of what is no address of any kind
     */
    public static int of(byte[] line, int from, int length) {
        if (line.length - from < Long.BYTES) {
            return UNKNOWN;
        }
        long word = (long) LONG.get(line, from);
        long other = word ^ ('.' * ONES);
        long dots = (other - ONES) & ~other & SIGNS; // exact up to the first, and beyond it for ASCII from '/' on
        int first = Long.numberOfTrailingZeros(dots) / Byte.SIZE;
        int second = Long.numberOfTrailingZeros(dots & (dots - 1)) / Byte.SIZE;
        int digits = second - first - 1;
        if (second >= Math.min(length, Long.BYTES) || first == 0 || first > DIGITS || digits == 0 || digits > DIGITS) {
            return UNKNOWN;
        }
        long read = word << (Long.SIZE - second * Byte.SIZE);
        if ((((read + (0x80 - ':') * ONES) | read) & SIGNS) != 0) {
            return UNKNOWN; // a letter or colon of IPv6
        }
        int upper = number(word << (Long.SIZE - first * Byte.SIZE));
        int lower = number((word >>> ((first + 1) * Byte.SIZE)) << (Long.SIZE - digits * Byte.SIZE));
        return (upper | lower) > 0xFF ? UNKNOWN : (upper << Byte.SIZE) | lower;
    }

    /** Of up to three digits in the uppermost bytes, the last one first. */
    private static int number(long digits) {
        return (int) (((digits >>> 40) & 0xF) * 100 + ((digits >>> 48) & 0xF) * 10 + ((digits >>> 56) & 0xF));
    }
}
