package io.tokenwatch.state;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One event as a rule remembers it: its time, its identity, the step it matched, and the values the rule captures. The
 * bytes are the event id (length and UTF-8), then each captured value in the order of the rule's capture list.
 *
 * <p>A view onto bytes that somebody else owns; {@link #copy} makes one that lasts.
 */
public final class Evidence {
    private long time;
    private long hash;
    private int step;
    private byte[] bytes = {};
    private int from;
    private int to;
    private int valueFrom;
    private int valueLength;
    private int afterVarint;

    public Evidence over(long time, long hash, int step, byte[] bytes, int from, int to) {
        this.time = time;
        this.hash = hash;
        this.step = step;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        return this;
    }

    /** Event time, milliseconds since the epoch. */
    public long time() {
        return time;
    }

    /** 64-bit hash of tenant, source and event id: the unit of deduplication, and the order of the sample. */
    public long hash() {
        return hash;
    }

    /** Index of the step, in the rule's order; 0 for a rule with one stream. */
    public int step() {
        return step;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int from() {
        return from;
    }

    public int length() {
        return to - from;
    }

    public Evidence copy() {
        byte[] own = Arrays.copyOfRange(bytes, from, to);
        return new Evidence().over(time, hash, step, own, 0, own.length);
    }

    public String eventId() {
        BytesIn in = new BytesIn(bytes, from, to);
        return in.readText();
    }

    /** Makes {@link #valueFrom} and {@link #valueLength} those of the captured value; false if it is absent. */
    public boolean seek(int capture) {
        int at = from;
        int length = varint(at);
        at = afterVarint + length;
        for (int i = 0; i < capture; i++) {
            length = varint(at);
            at = afterVarint + Math.max(0, length - 1);
        }
        length = varint(at);
        valueFrom = afterVarint;
        valueLength = length - 1;
        return length > 0;
    }

    private int varint(int at) {
        int p = at;
        int b = bytes[p++];
        int value = b & 0x7F;
        for (int shift = 7; b < 0; shift += 7) {
            b = bytes[p++];
            value |= (b & 0x7F) << shift;
        }
        afterVarint = p;
        return value;
    }

    /** Offset in {@link #bytes} of the value last sought. */
    public int valueFrom() {
        return valueFrom;
    }

    /** Length in bytes of the value last sought. */
    public int valueLength() {
        return valueLength;
    }

    /** The captured number, or {@link io.tokenwatch.event.TokenEvent#ABSENT}. */
    public long number(int capture) {
        return seek(capture) ? Captured.number(bytes, valueFrom, valueLength) : TokenEvent.ABSENT;
    }

    /** The captured value as rules see it; null where absent. */
    public @Nullable Object value(int capture, Field field) {
        return seek(capture) ? Captured.value(field.type(), bytes, valueFrom, valueLength) : null;
    }

    /** The captured value's bytes, null where absent. */
    public byte @Nullable [] valueBytes(int capture) {
        return seek(capture) ? Arrays.copyOfRange(bytes, valueFrom, valueFrom + valueLength) : null;
    }

    /** This evidence with another value in place of a captured one. */
    public Evidence with(int capture, byte[] value) {
        BytesIn in = new BytesIn(bytes, from, to);
        in.skip(in.readInt());
        for (int i = 0; i < capture; i++) {
            in.skip(Math.max(0, in.readInt() - 1));
        }
        BytesOut out = new BytesOut(length() + value.length);
        out.writeBytes(bytes, from, in.position() - from);
        out.writeVarint(value.length + 1L);
        out.writeBytes(value, 0, value.length);
        in.skip(Math.max(0, in.readInt() - 1));
        out.writeBytes(bytes, in.position(), to - in.position());
        return new Evidence().over(time, hash, step, out.array(), 0, out.size());
    }

    /** This evidence, of another step, with no captured values but those. */
    public Evidence only(int[] captures, int ofStep) {
        BytesIn in = new BytesIn(bytes, from, to);
        in.skip(in.readInt());
        BytesOut out = new BytesOut(length());
        out.writeBytes(bytes, from, in.position() - from);
        for (int capture : captures) {
            if (seek(capture)) {
                out.writeVarint(valueLength + 1L);
                out.writeBytes(bytes, valueFrom, valueLength);
            } else {
                out.writeByte(0);
            }
        }
        return new Evidence().over(time, hash, ofStep, out.array(), 0, out.size());
    }

    /** Whether both hold the same value there; an absent value equals nothing. */
    public static boolean sameValue(Evidence a, Evidence b, int captureOfA, int captureOfB) {
        return a.seek(captureOfA)
                && b.seek(captureOfB)
                && Arrays.equals(
                        a.bytes,
                        a.valueFrom,
                        a.valueFrom + a.valueLength,
                        b.bytes,
                        b.valueFrom,
                        b.valueFrom + b.valueLength);
    }

    /** @param since what its time is written as the distance from (ms since the epoch), so that it takes few bytes */
    public void encode(BytesOut out, long since) {
        out.writeSigned(time - since);
        out.writeLong(hash);
        out.writeBlock(bytes, from, length());
    }

    /** What {@link #encode} wrote with the same {@code since}, of the first step. */
    public static Evidence decode(BytesIn in, long since) {
        long time = since + in.readSigned();
        long hash = in.readLong();
        byte[] bytes = in.readBlock();
        return new Evidence().over(time, hash, 0, bytes, 0, bytes.length);
    }

    /** By the bytes, unsigned: which of two copies of one event that differ is the smaller. */
    static int compareBytes(Evidence a, Evidence b) {
        return Arrays.compareUnsigned(a.bytes, a.from, a.to, b.bytes, b.from, b.to);
    }

    /** By time, then by identity: the one order that everything sorts by. */
    public static int compare(Evidence a, Evidence b) {
        int byTime = Long.compare(a.time, b.time);
        return byTime != 0 ? byTime : Long.compareUnsigned(a.hash, b.hash);
    }
}
