package io.tokenwatch.connector.avro;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over one record in Avro's binary encoding (Avro 1.12 specification, "Binary Encoding"). Avro's own decoder
 * allocates what a length announces; this one believes no length before the bytes are there. Not thread-safe.
 */
final class AvroBytes {
    /** The longest record, in bytes. */
    static final int MAX_RECORD = 64 * 1024;
    /** The longest text of a slot, in bytes of UTF-8. */
    static final int MAX_TEXT = 8 * 1024;
    /** The deepest nesting; only a recursive schema gets there. */
    static final int MAX_DEPTH = 32;
    /** Array and map items in one record. Items may take no byte at all, so that their size bounds nothing. */
    static final int MAX_ITEMS = 64 * 1024;

    private static final int MAX_VARINT_SHIFT = 63;

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private byte[] bytes = new byte[0];
    private ByteBuffer littleEndian = ByteBuffer.wrap(bytes);
    private int position;
    private int end;
    private int depth;
    private int items;

    /** Starts at the first of {@code length} bytes. */
    void open(byte[] source, int offset, int length) throws UnreadableEvent {
        if (length > MAX_RECORD) {
            throw new UnreadableEvent("record of " + length + " bytes, more than " + MAX_RECORD);
        }
        bytes = source;
        littleEndian = ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN);
        position = offset;
        end = offset + length;
        depth = 0;
        items = 0;
    }

    void expectEnd() throws UnreadableEvent {
        if (position != end) {
            throw new UnreadableEvent((end - position) + " bytes after the end of the record");
        }
    }

    boolean readBoolean() throws UnreadableEvent {
        int value = bytes[take(1)];
        if (value != 0 && value != 1) {
            throw new UnreadableEvent("boolean of value " + value);
        }
        return value == 1;
    }

    long readLong() throws UnreadableEvent {
        long raw = 0;
        for (int shift = 0; shift <= MAX_VARINT_SHIFT; shift += 7) {
            int next = bytes[take(1)];
            raw |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new UnreadableEvent("number of more than 10 bytes");
    }

    float readFloat() throws UnreadableEvent {
        return littleEndian.getFloat(take(Float.BYTES));
    }

    double readDouble() throws UnreadableEvent {
        return littleEndian.getDouble(take(Double.BYTES));
    }

    /** The index of a union branch or enum symbol, below {@code bound}. */
    int readIndex(int bound) throws UnreadableEvent {
        long index = readLong();
        if (index < 0 || index >= bound) {
            throw new UnreadableEvent("index " + index + " of " + bound);
        }
        return (int) index;
    }

    /** Well-formed UTF-8 without NUL, which no audit field contains and many consumers take for the end. */
    String readText() throws UnreadableEvent {
        long length = readLong();
        if (length < 0 || length > MAX_TEXT) {
            throw new UnreadableEvent("text of " + length + " bytes, more than " + MAX_TEXT);
        }
        int start = take(length);
        for (int at = start; at < position; at++) {
            if (bytes[at] <= 0) {
                return unusualText(start, (int) length);
            }
        }
        return new String(bytes, start, (int) length, StandardCharsets.ISO_8859_1);
    }

    void skip(long length) throws UnreadableEvent {
        take(length);
    }

    void skipLengthAndBytes() throws UnreadableEvent {
        take(readLong());
    }

    /** How many items the next block of an array or map has; 0 at its end. */
    int readBlock() throws UnreadableEvent {
        long count = readLong();
        if (count < 0) {
            count = -count;
            long size = readLong();
            if (size < 0 || size > end - position) {
                throw new UnreadableEvent("block of " + size + " bytes, of which " + (end - position) + " are there");
            }
        }
        if (count < 0 || count > MAX_ITEMS - items) {
            throw new UnreadableEvent("more than " + MAX_ITEMS + " items");
        }
        items += (int) count;
        return (int) count;
    }

    void enter() throws UnreadableEvent {
        if (++depth > MAX_DEPTH) {
            throw new UnreadableEvent("nested deeper than " + MAX_DEPTH);
        }
    }

    void leave() {
        depth--;
    }

    /** Moves past {@code length} bytes and returns where they start. */
    private int take(long length) throws UnreadableEvent {
        int start = position;
        if (length < 0 || length > end - start) {
            throw new UnreadableEvent(length + " bytes announced, of which " + (end - start) + " are there");
        }
        position = start + (int) length;
        return start;
    }

    private String unusualText(int start, int length) throws UnreadableEvent {
        String text;
        try {
            text = utf8.decode(ByteBuffer.wrap(bytes, start, length)).toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableEvent("text is not UTF-8");
        }
        if (text.indexOf('\0') >= 0) {
            throw new UnreadableEvent("text contains NUL");
        }
        return text;
    }
}
