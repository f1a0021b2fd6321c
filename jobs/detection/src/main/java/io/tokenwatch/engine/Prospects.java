package io.tokenwatch.engine;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which steps of which rules the keys of a history have met: written down while the history is read, asked when it is judged. A key that
 * has met no revocation need not keep each use of its token.
 *
 * <p>A fixed table, whatever the number of keys: two that share a place each seem to have met what the other has. So what it says of a
 * key is never too little, and costs work only where it is too much. Several threads may write it down at the same time; what is asked must come
 * after.
 */
public final class Prospects {
    /** Of one step each: what is needed of later ones is not looked at. */
    private static final int BITS = Byte.SIZE;

    /** All of a key is in one line of the processor's cache. */
    private static final int LINE = 8;

    private static final int MOST_LINES = 1 << 24;

    private final AtomicLongArray cells;
    private final int mask;

    /** @param memory bytes of it, at most */
    public Prospects(long memory) {
        long lines = Math.max(1, Math.min(MOST_LINES, memory / (LINE * Long.BYTES)));
        int size = (int) Long.highestOneBit(lines);
        this.cells = new AtomicLongArray(size * LINE);
        this.mask = size - 1;
    }

    /** The key has met these steps of the rule whose state has that shape. */
    void note(long keyHigh, long keyLow, int shape, int steps) {
        int place = place(keyHigh, keyLow, shape);
        long bits = (steps & 0xFFL) << (place % LINE * BITS);
        if ((cells.getPlain(place / LINE) & bits) != bits) {
            cells.getAndAccumulate(place / LINE, bits, (known, more) -> known | more);
        }
    }

    /** Whether the key may have met all of these steps. */
    boolean has(long keyHigh, long keyLow, int shape, int steps) {
        int place = place(keyHigh, keyLow, shape);
        long bits = (steps & 0xFFL) << (place % LINE * BITS);
        return (cells.getPlain(place / LINE) & bits) == bits;
    }

    /** In bytes. */
    private int place(long keyHigh, long keyLow, int shape) {
        int line = (int) (keyLow >>> 16) & mask;
        int within = (int) keyHigh ^ (shape * 0x9E3779B9 >>> 26);
        return line * LINE * LINE + (within & LINE * LINE - 1);
    }
}
