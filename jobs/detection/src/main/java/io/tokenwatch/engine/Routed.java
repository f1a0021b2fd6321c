package io.tokenwatch.engine;

import java.util.Arrays;

/**
 * What one event contributes to one key: only what some rule needs. The payload holds, in this order, the matched rules with
 * their steps, tenant and key values, event id, and the captured values of the key's group.
 *
 * <p>Mutable and reused by the router; {@link #copy} makes one that lasts.
 */
public final class Routed {
    private static final byte[] NONE = {};

    /** High and low half of the 128-bit hash of group, tenant and key values. */
    public long keyHigh;

    public long keyLow;
    /** Event time, milliseconds since the epoch. */
    public long time;
    /** 64-bit hash of tenant, source and event id. */
    public long hash;
    /** When the event was appended to its log, milliseconds since the epoch; 0 if unknown. */
    public long appendTime;
    /** Number of the pack that it was routed by, see {@link Plan#number}. */
    public int pack;
    /** Which group of the pack the key belongs to. */
    public int group;

    public byte[] payload = NONE;
    public int length;

    public Routed copy() {
        Routed copy = new Routed();
        copy.head(this);
        copy.payload = Arrays.copyOf(payload, length);
        return copy;
    }

    /** Becomes a copy of the other, in its own memory where that is large enough. */
    void take(Routed other) {
        head(other);
        if (payload.length < length) {
            payload = new byte[length * 2];
        }
        System.arraycopy(other.payload, 0, payload, 0, length);
    }

    private void head(Routed other) {
        keyHigh = other.keyHigh;
        keyLow = other.keyLow;
        time = other.time;
        hash = other.hash;
        appendTime = other.appendTime;
        pack = other.pack;
        group = other.group;
        length = other.length;
    }
}
