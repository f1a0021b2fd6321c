package io.tokenwatch.bench.oracle;

/** Counts by hash, none of which is 0, by open addressing; grows without bound. */
final class LongCounts {
    private long[] keys;
    private int[] counts;
    private int size;

    LongCounts(int expected) {
        keys = new long[Integer.highestOneBit(Math.max(8, expected)) * 4];
        counts = new int[keys.length];
    }

    /** One more for {@code key}; returns the new count. */
    int increment(long key) {
        int i = place(key);
        if (keys[i] == 0) {
            keys[i] = key;
            if (++size * 2L > keys.length) {
                grow();
                i = place(key);
            }
        }
        return ++counts[i];
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int i = (int) key & mask;
        while (keys[i] != 0 && keys[i] != key) {
            i = (i + 1) & mask;
        }
        return i;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[Math.multiplyExact(oldKeys.length, 2)];
        counts = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int to = place(oldKeys[i]);
                keys[to] = oldKeys[i];
                counts[to] = oldCounts[i];
            }
        }
    }
}
