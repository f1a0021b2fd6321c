package io.tokenwatch.state;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.TokenEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one field of an event is carried as bytes: a length raised by one (0 means absent), then the value. Equal values
 * have equal bytes, so most comparisons never decode.
 */
public final class Captured {
    private Captured() {}

    public static void write(BytesOut out, TokenEvent event, Field field) {
        if (!event.has(field)) {
            out.writeByte(0);
            return;
        }
        FieldType type = field.type();
        if (type.isNumber()) {
            writeNumber(out, event.number(field));
        } else if (type.isText()) {
            writeText(out, event, field);
        } else {
            int from = out.size();
            for (String element : Objects.requireNonNull(event.texts(field))) {
                out.writeText(element);
            }
            out.insertVarint(from, out.size() - from + 1L);
        }
    }

    private static void writeText(BytesOut out, TokenEvent event, Field field) {
        long lying = event.lying(field);
        if (lying != 0) {
            int length = (int) lying;
            out.writeVarint(length + 1);
            out.writeBytes(event.line(), (int) (lying >>> 32), length);
        } else {
            out.writeText(Objects.requireNonNull(event.text(field)), 1);
        }
    }

    /** As {@link #write}, but so that values that are the same have the same bytes, whatever their case. */
    public static void writeKey(BytesOut out, TokenEvent event, Field field) {
        String text = field.type() == FieldType.CASELESS ? event.text(field) : null;
        if (text == null) {
            write(out, event, field);
        } else {
            out.writeText(field.type().folded(text), 1);
        }
    }

    /** One element of an array, as a field that held just that text would be written. */
    public static void write(BytesOut out, String element) {
        out.writeText(element, 1);
    }

    private static void writeNumber(BytesOut out, long value) {
        int lengthAt = out.size();
        out.writeByte(0);
        out.writeSigned(value);
        out.array()[lengthAt] = (byte) (out.size() - lengthAt);
    }

    /** The value at the reader's position, passed over: String, String[], Long, Double or Boolean; null where absent. */
    public static @Nullable Object read(BytesIn in, FieldType type) {
        int length = in.readInt() - 1;
        if (length < 0) {
            return null;
        }
        int from = in.position();
        in.skip(length);
        return value(type, in.array(), from, length);
    }

    /** The value held in these bytes. */
    public static Object value(FieldType type, byte[] bytes, int from, int length) {
        return switch (type) {
            case TEXT, CASELESS, ADDRESS -> new String(bytes, from, length, StandardCharsets.UTF_8);
            case TEXTS -> elements(bytes, from, length).toArray(String[]::new);
            case DECIMAL -> Double.longBitsToDouble(number(bytes, from, length));
            case FLAG -> number(bytes, from, length) != 0;
            case NUMBER, TIME, SECONDS -> number(bytes, from, length);
        };
    }

    /** The number held in these bytes, as {@link TokenEvent#number} gives it. */
    public static long number(byte[] bytes, int from, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (long) (bytes[from + i] & 0x7F) << (7 * i);
        }
        return (value >>> 1) ^ -(value & 1);
    }

    private static List<String> elements(byte[] bytes, int from, int length) {
        List<String> elements = new ArrayList<>();
        BytesIn in = new BytesIn(bytes, from, from + length);
        while (in.hasMore()) {
            elements.add(in.readText());
        }
        return elements;
    }
}
