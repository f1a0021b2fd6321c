package io.tokenwatch.engine;

import org.jspecify.annotations.Nullable;

/** Copies of a few records that have come and are not judged yet, with the horizon at which each came. Reused. */
final class HeldRecords {
    private static final int MOST = 32;

    private final @Nullable Routed[] records = new @Nullable Routed[MOST];
    private final long[] horizons = new long[MOST];
    private int count;

    /** Takes one that there must be room for. */
    void add(Routed record, long horizon) {
        Routed own = records[count];
        if (own == null) {
            own = new Routed();
            records[count] = own;
        }
        own.take(record);
        horizons[count++] = horizon;
    }

    boolean isFull() {
        return count == MOST;
    }

    int count() {
        return count;
    }

    Routed record(int index) {
        return java.util.Objects.requireNonNull(records[index]);
    }

    long horizon(int index) {
        return horizons[index];
    }

    void clear() {
        count = 0;
    }
}
