package io.tokenwatch.state;

/** A number in one to ten bytes, small ones in few (LEB128); signed ones so that those near zero are small (zigzag). */
final class Varint {
    static final int LONGEST = 10;

    private Varint() {}

    static long ofSigned(long value) {
        return (value << 1) ^ (value >> 63);
    }

    static long toSigned(long varint) {
        return (varint >>> 1) ^ -(varint & 1);
    }

    /** How many bytes {@link #put} takes. */
    static int size(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** Writes the number and returns the offset after it. */
    static int put(byte[] target, int from, long value) {
        int at = from;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target[at++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        return at;
    }
}
