package io.tokenwatch.posture;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;

/**
 * Which events of a part of a minute there have been: 8 bytes each, 16 in memory. That is what counting each event once takes; it is
 * held for the allowed lateness and not longer.
 */
public final class SeenEvents {
    private static final long FREE = 0;

    private long[] slots = new long[16];
    private int size;

    /** False if it was there. */
    public boolean add(long hash) {
        long stored = hash == FREE ? 1 : hash;
        int slot = find(stored);
        if (slots[slot] == stored) {
            return false;
        }
        slots[slot] = stored;
        if (++size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    private int find(long hash) {
        int mask = slots.length - 1;
        int slot = (int) (hash >>> 20) & mask; // a hash already; its low bits chose the part
        while (slots[slot] != FREE && slots[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long hash : old) {
            if (hash != FREE) {
                slots[find(hash)] = hash;
            }
        }
    }

    public int size() {
        return size;
    }

    public void encode(BytesOut out) {
        out.writeVarint(size);
        for (long hash : slots) {
            if (hash != FREE) {
                out.writeLong(hash);
            }
        }
    }

    public static SeenEvents decode(BytesIn in) {
        SeenEvents seen = new SeenEvents();
        for (int i = in.readInt(); i > 0; i--) {
            seen.add(in.readLong());
        }
        return seen;
    }
}
