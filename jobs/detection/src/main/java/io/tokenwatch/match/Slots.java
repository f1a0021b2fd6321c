package io.tokenwatch.match;

/** A table of values by their hashes, at most half full. Nearly every event has none of them: most are passed over by one bit. */
final class Slots {
    private static final int BITS_PER_VALUE = 32;

    /** Multiplied, every bit of a hash moves the upper ones, which choose word, bit and slot. */
    private static final int SPREAD = 0x9E3779B9;

    private final long[] bits;
    private final int mask;

    /** @param values how many there will be */
    Slots(int values) {
        bits = new long[Math.max(1, Integer.highestOneBit(values * BITS_PER_VALUE / Long.SIZE))];
        mask = Math.max(2, Integer.highestOneBit(4 * values - 1)) - 1;
    }

    /** How many slots there are. */
    int size() {
        return mask + 1;
    }

    static int spread(int hash) {
        return hash * SPREAD;
    }

    void add(int spread) {
        bits[word(spread)] |= 1L << (spread >>> (Integer.SIZE - 6));
    }

    /** Whether a value of that hash may be here. */
    boolean mayHold(int spread) {
        return (bits[word(spread)] >>> (spread >>> (Integer.SIZE - 6)) & 1) != 0;
    }

    private int word(int spread) {
        return (spread >>> 10) & (bits.length - 1);
    }

    /** Where to look first. */
    int first(int spread) {
        return (spread >>> 12) & mask;
    }

    int next(int slot) {
        return (slot + 1) & mask;
    }
}
