package io.tokenwatch.engine;

import java.util.Arrays;

/**
 * What is known of the times of some events, by a hash of 64 bits of what they are events of: a table of fixed size. What finds no room in it is not known, from
 * its first event to its last: nothing is ever let go. Several threads may write at the same time; what is asked must come after.
 *
 * <p>An entry serves one of three purposes, which its hash must tell apart. Taking two things for one needs a collision among a few million
 * hashes of 64 bits.
 */
final class Spans {
    /** Not known. */
    static final int NONE = -1;

    /** Of {@link #seek}: neither there, nor is there room for it. */
    private static final int FULL = Integer.MIN_VALUE;

    private static final int ENTRY = 4;
    /** Entries that are looked at one after the other, and so many longs. */
    private static final int BUCKET = 8;

    private static final int LONGS = BUCKET * ENTRY;
    /** What finds no room in its bucket goes to the others of its group: with buckets alone a table is half empty when every twentieth key has no room. */
    private static final int GROUP = 4;

    private static final int LOCKS = 256;
    private static final int MOST_GROUPS = Integer.MAX_VALUE / (GROUP * LONGS) - 1;

    /** Per entry its hash, 0 if it is free; two times; and a number or a third time. */
    private final long[] cells;

    private final int groups;
    private final Object[] locks = new Object[LOCKS];

    /** @param memory bytes of it, at most, but for one group of entries */
    Spans(long memory) {
        groups = (int) Math.max(1, Math.min(MOST_GROUPS, memory / (GROUP * LONGS * Long.BYTES)));
        cells = new long[groups * GROUP * LONGS];
        Arrays.setAll(locks, i -> new Object());
    }

    private int group(long hash) {
        return (int) (((hash >>> 32) * groups) >>> 32);
    }

    private static long tag(long hash) {
        return hash == 0 ? 1 : hash;
    }

    /** The entry of that hash; {@link #NONE} if there is none. */
    int find(long hash) {
        return Math.max(NONE, seek(hash));
    }

    /** As {@link #find}, and where there is none its place in the negative, less one; or {@link #FULL}. */
    private int seek(long hash) {
        long tag = tag(hash);
        int group = group(hash) * GROUP;
        for (int i = 0; i < GROUP; i++) {
            int from = (group + (((int) hash + i) & (GROUP - 1))) * LONGS;
            for (int at = from; at < from + LONGS; at += ENTRY) {
                long known = cells[at];
                if (known == tag) {
                    return at;
                }
                if (known == 0) {
                    return ~at;
                }
            }
        }
        return FULL;
    }

    /** Whether anything may have been between these times, of an entry that knows them from inside; it may, if no room was left for it. */
    boolean mayReach(long hash, long from, long to) {
        int at = seek(hash);
        return at < 0 ? at == FULL : first(at) <= to && last(at) >= from;
    }

    /** As {@link #find}, and makes the entry if there is room. Under the lock. */
    private int own(long hash) {
        int at = seek(hash);
        if (at >= 0 || at == FULL) {
            return Math.max(NONE, at);
        }
        int free = ~at;
        cells[free + 1] = Long.MAX_VALUE;
        cells[free + 2] = Long.MIN_VALUE;
        cells[free + 3] = Long.MIN_VALUE;
        cells[free] = tag(hash);
        return free;
    }

    private Object lock(long hash) {
        return locks[group(hash) & (LOCKS - 1)];
    }

    /** The first of the times that were written down; at most {@code grain} later than that where there is one. */
    long first(int entry) {
        return cells[entry + 1];
    }

    /** The last one, as {@link #first}. */
    long last(int entry) {
        return cells[entry + 2];
    }

    /** An event happened then: what is known of first and last comes within that grain of it (ms), from inside. */
    void within(long hash, long time, long grain) {
        int known = find(hash);
        if (known != NONE
                && time >= first(known) - grain
                && time <= last(known) + grain
                && first(known) <= last(known)) {
            return;
        }
        synchronized (lock(hash)) {
            int at = own(hash);
            if (at != NONE) {
                cells[at + 1] = Math.min(cells[at + 1], time);
                cells[at + 2] = Math.max(cells[at + 2], time);
            }
        }
    }

    /** An event happened then: what is known of first and last comes within that grain of it (ms), from outside. */
    void around(long hash, long time, long grain) {
        int known = find(hash);
        if (known != NONE && first(known) <= time && time <= last(known)) {
            return;
        }
        synchronized (lock(hash)) {
            int at = own(hash);
            if (at != NONE) {
                cells[at + 1] = Math.min(cells[at + 1], time);
                cells[at + 2] = Math.max(cells[at + 2], time > cells[at + 2] ? time + grain : time);
            }
        }
    }

    /** From now on as if nothing had happened there: {@link #first} is after {@link #last}. Any thread may say so that was about to ask. */
    void settle(int entry) {
        cells[entry + 1] = Long.MAX_VALUE;
    }

    /** Another event happened then, of which any one is enough: that of the entry stays. */
    void any(long hash, long time) {
        int known = find(hash);
        if (known == NONE || cells[known + 3] == Long.MIN_VALUE) {
            synchronized (lock(hash)) {
                int at = own(hash);
                if (at != NONE && cells[at + 3] == Long.MIN_VALUE) {
                    cells[at + 3] = time;
                }
            }
        }
    }

    /** The time of {@link #any}; the smallest number if there was none. */
    long any(int entry) {
        return cells[entry + 3];
    }

    /** An event happened then, of which so many are wanted, the earliest ones. */
    void among(long hash, long time, int wanted) {
        int known = find(hash);
        if (known != NONE && (cells[known + 3] >= wanted || (cells[known + 2] >= time && cells[known + 3] > 0))) {
            return;
        }
        synchronized (lock(hash)) {
            int at = own(hash);
            if (at != NONE && cells[at + 3] < wanted && time > cells[at + 2]) {
                cells[at + 2] = time; // times that rise are those of different events
                cells[at + 3] = Math.max(0, cells[at + 3]) + 1;
            }
        }
    }

    /** Whether an event of that time is known to be none of the {@code wanted} earliest. */
    boolean isBeyond(int entry, long time, int wanted) {
        return cells[entry + 3] >= wanted && time > cells[entry + 2];
    }
}
