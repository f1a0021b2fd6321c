package io.tokenwatch.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How often something was seen, by a hash of what it is: a table of fixed size, where what shares a place is counted together. So what it says is never
 * too little. Several threads may count at the same time; what is asked must come after.
 */
final class Tallies {
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int MOST = 1 << 24;

    private final int[] counts;

    /** @param memory bytes of it, at most, but for one count */
    Tallies(long memory) {
        counts = new int[Integer.highestOneBit((int) Math.max(1, Math.min(MOST, memory / Integer.BYTES)))];
    }

    void add(long hash) {
        INTS.getAndAdd(counts, place(hash), 1);
    }

    int of(long hash) {
        return counts[place(hash)];
    }

    private int place(long hash) {
        return (int) (hash >>> 20) & (counts.length - 1);
    }
}
