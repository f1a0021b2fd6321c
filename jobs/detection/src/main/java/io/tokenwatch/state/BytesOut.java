package io.tokenwatch.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of bytes with the few encodings that state and routed records need. */
public final class BytesOut {
    /** So many bytes, and fewer, are copied sooner eight by eight than by a call. */
    private static final int FEW = 4 * Long.BYTES;

    private byte[] bytes;
    private int size;

    public BytesOut() {
        this(64);
    }

    public BytesOut(int capacity) {
        bytes = new byte[capacity];
    }

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /** The backing array: valid up to {@link #size()} and until the next write. */
    public byte[] array() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    /** So many bytes of zero, one of which says that a value is absent. */
    public void writeZeros(int count) {
        ensure(count);
        Arrays.fill(bytes, size, size + count, (byte) 0);
        size += count;
    }

    /** Eight bytes, big endian. */
    public void writeLong(long value) {
        ensure(Long.BYTES);
        BytesIn.LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** An unsigned number in one to ten bytes, small numbers in few (LEB128). */
    public void writeVarint(long value) {
        ensure(Varint.LONGEST);
        size = Varint.put(bytes, size, value);
    }

    /** As {@link #writeVarint}, before what was written from there on. */
    void insertVarint(int at, long value) {
        int end = size;
        writeVarint(value);
        int length = size - end;
        System.arraycopy(bytes, at, bytes, at + length, end - at);
        Varint.put(bytes, at, value);
    }

    /** A signed number in one to ten bytes, those near zero in few. */
    public void writeSigned(long value) {
        writeVarint(Varint.ofSigned(value));
    }

    public void writeBytes(byte[] source, int from, int length) {
        if (length <= FEW && source.length - from >= FEW) {
            ensure(FEW);
            for (int i = 0; i < length; i += Long.BYTES) { // what is copied beyond the last byte is written over
                BytesIn.LONG.set(bytes, size + i, (long) BytesIn.LONG.get(source, from + i));
            }
        } else {
            ensure(length);
            System.arraycopy(source, from, bytes, size, length);
        }
        size += length;
    }

    /** Length, then the bytes. */
    public void writeBlock(byte[] source, int from, int length) {
        writeVarint(length);
        writeBytes(source, from, length);
    }

    /** Length, then the text in UTF-8. */
    public void writeText(String text) {
        writeText(text, 0);
    }

    /** As {@link #writeText(String)} with the length written {@code bias} higher. */
    @SuppressWarnings("deprecation") // the only copy of Latin-1 text that allocates nothing
    void writeText(String text, int bias) {
        int length = text.length();
        if (isAscii(text)) {
            writeVarint(length + bias);
            ensure(length);
            text.getBytes(0, length, bytes, size);
            size += length;
        } else {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            writeVarint(utf8.length + bias);
            writeBytes(utf8, 0, utf8.length);
        }
    }

    private static boolean isAscii(String text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
