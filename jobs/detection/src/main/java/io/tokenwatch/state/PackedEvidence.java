package io.tokenwatch.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * An encoded {@link EvidenceSet}, read from front to back and appended to, without decoding it. For the usual event, which is
 * the latest of its key and proves nothing; for all others the set is decoded. A view; reused.
 */
public final class PackedEvidence {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Entries are left out at most once in that much event time, milliseconds: it costs more than keeping them. */
    private static final long GRAIN = 60_000;

    private byte[] bytes = {};
    private int start;
    private int first;
    private int at;
    private int left;
    private int count;
    private boolean truncated;
    private long threshold;
    /** How many entries will be left out; the first that stays begins at {@code keptAt}, its time aside. */
    private int dropped;

    private int keptAt;
    private long keptTime;

    private long time;
    private long hash;
    private int hashAt;
    private final Evidence view = new Evidence();

    /**
     * Points before the first entry of the set that begins there.
     *
     * @param forgetBefore entries before that time (ms since the epoch) may go when an event is appended
     */
    public PackedEvidence over(byte[] source, int from, long forgetBefore) {
        bytes = source;
        start = from;
        at = from;
        long head = varint();
        first = at;
        count = (int) (head >>> 1);
        truncated = (head & 1) == 1;
        left = count;
        threshold = forgetBefore;
        dropped = 0;
        time = 0;
        return this;
    }

    public int size() {
        return count;
    }

    public boolean truncated() {
        return truncated;
    }

    /** Moves to the next entry that stays; false after the last. */
    public boolean next() {
        while (left > 0) {
            boolean isFirst = left-- == count;
            long delta = varint();
            time += (delta >>> 1) ^ -(delta & 1);
            hashAt = at;
            at += Long.BYTES;
            int length = (int) varint();
            at += length;
            if (isFirst && time >= threshold - GRAIN) {
                threshold = Long.MIN_VALUE;
            }
            if (time >= threshold) {
                if (dropped > 0 && threshold != Long.MIN_VALUE) {
                    keptAt = hashAt;
                    keptTime = time;
                    threshold = Long.MIN_VALUE;
                }
                hash = (long) LONG.get(bytes, hashAt);
                return true;
            }
            dropped++;
        }
        return false;
    }

    /** Time of the entry, milliseconds since the epoch. */
    public long time() {
        return time;
    }

    /** A view of the entry, valid until the next is asked for. */
    public Evidence entry() {
        return view.over(time, hash, 0, bytes, afterVarint(hashAt + Long.BYTES), at);
    }

    /** Whether the entry comes before the event, in the order of evidence, and is not a copy of it. */
    public boolean precedes(Evidence evidence) {
        return hash != evidence.hash()
                && (time < evidence.time()
                        || (time == evidence.time() && Long.compareUnsigned(hash, evidence.hash()) < 0));
    }

    /** Offset after the set, once {@link #next} has said false. */
    public int end() {
        return at;
    }

    /** Adds an event that all entries precede; to be called after the last. */
    public void append(Packed state, Evidence evidence) {
        int kept = count - dropped;
        int end = at + front(state, kept);
        long delta = zigzag(kept == 0 ? evidence.time() : evidence.time() - time);
        int length = evidence.length();
        state.splice(end, 0, size(delta) + Long.BYTES + size(length) + length);
        byte[] target = state.bytes();
        int p = putVarint(target, end, delta);
        LONG.set(target, p, evidence.hash());
        p = putVarint(target, p + Long.BYTES, length);
        System.arraycopy(evidence.bytes(), evidence.from(), target, p, length);
    }

    /** Writes the head anew, in the place of what goes; returns by how many bytes the set has grown. */
    private int front(Packed state, int kept) {
        long head = (kept + 1L) << 1 | (truncated ? 1 : 0);
        boolean retimed = dropped > 0 && kept > 0;
        int stays = kept == 0 ? at : retimed ? keptAt : first;
        int room = size(head) + (retimed ? size(zigzag(keptTime)) : 0);
        state.splice(start, stays - start, room);
        int p = putVarint(state.bytes(), start, head);
        if (retimed) {
            putVarint(state.bytes(), p, zigzag(keptTime));
        }
        return room - (stays - start);
    }

    private long varint() {
        byte b = bytes[at++];
        if (b >= 0) {
            return b;
        }
        long value = b & 0x7F;
        for (int shift = 7; ; shift += 7) {
            b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    private int afterVarint(int from) {
        int p = from;
        while (bytes[p++] < 0) {
            // the last byte of a varint is not negative
        }
        return p;
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private static int size(long varint) {
        return (70 - Long.numberOfLeadingZeros(varint | 1)) / 7;
    }

    private static int putVarint(byte[] target, int from, long value) {
        int p = from;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target[p++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        target[p++] = (byte) rest;
        return p;
    }
}
