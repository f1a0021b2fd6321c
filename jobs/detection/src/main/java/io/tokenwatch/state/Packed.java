package io.tokenwatch.state;

/**
 * The encoded state of one rule inside the bytes of its key, changed where it lies. What is known of a key then stays in one
 * piece of memory: fetching it is most of the work of judging an event. A view; reused.
 */
public final class Packed {
    private static final int SLACK = 128;

    private byte[] bytes = {};
    private int end;
    private int from;
    private int to;
    private final PackedEvidence evidence = new PackedEvidence();

    /** Points at the state from {@code from} to {@code to} in bytes that are used up to {@code end}. */
    public Packed over(byte[] all, int endOfAll, int start, int stop) {
        bytes = all;
        end = endOfAll;
        from = start;
        to = stop;
        return this;
    }

    /** The bytes that hold the state; others after a {@link #splice}. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many of them are used. */
    public int end() {
        return end;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /**
     * The encoded evidence set that begins there.
     *
     * @param horizon every event still to come is at or after it (ms since the epoch)
     * @param kept evidence older than that much before the horizon may go, milliseconds
     */
    public PackedEvidence evidence(int at, long horizon, long kept) {
        return evidence.over(bytes, at, horizon < Long.MIN_VALUE + kept ? Long.MIN_VALUE : horizon - kept);
    }

    /** The encoded evidence set that begins there, to be read. */
    public PackedEvidence evidence(int at) {
        return evidence.over(bytes, at, Long.MIN_VALUE);
    }

    /** Whether so many bytes from there on are zero. */
    public boolean isZero(int at, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[at + i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Puts room for {@code inserted} bytes, whose content is undefined, in the place of {@code removed} ones. */
    public void splice(int at, int removed, int inserted) {
        int change = inserted - removed;
        if (change == 0) {
            return;
        }
        byte[] source = bytes;
        if (end + change > source.length) {
            bytes = new byte[end + change + SLACK + (end >> 3)];
            System.arraycopy(source, 0, bytes, 0, at);
        }
        System.arraycopy(source, at + removed, bytes, at + inserted, end - at - removed);
        end += change;
        to += change;
    }
}
