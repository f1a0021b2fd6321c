package io.tokenwatch.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link BytesOut} wrote. Can be pointed at other bytes, so that one instance serves a whole stream. */
public final class BytesIn {
    /** Eight bytes, big endian. */
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int at;
    private int end;

    public BytesIn(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public BytesIn(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    public BytesIn over(byte[] other, int from, int to) {
        bytes = other;
        at = from;
        end = to;
        return this;
    }

    public byte[] array() {
        return bytes;
    }

    public int position() {
        return at;
    }

    public void position(int position) {
        at = position;
    }

    public boolean hasMore() {
        return at < end;
    }

    public int readByte() {
        return bytes[at++];
    }

    public long readLong() {
        long value = (long) LONG.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    public long readVarint() {
        byte first = bytes[at++];
        if (first >= 0) {
            return first;
        }
        long value = first & 0x7F;
        for (int shift = 7; ; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    public int readInt() {
        return (int) readVarint();
    }

    public long readSigned() {
        return Varint.toSigned(readVarint());
    }

    public byte[] readBlock() {
        int length = readInt();
        byte[] block = new byte[length];
        System.arraycopy(bytes, at, block, 0, length);
        at += length;
        return block;
    }

    /** A copy of all that is left. */
    public byte[] readRest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return rest;
    }

    public String readText() {
        int length = readInt();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    public void skip(int length) {
        at += length;
    }
}
