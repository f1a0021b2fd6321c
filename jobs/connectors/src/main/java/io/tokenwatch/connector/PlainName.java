package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tokenwatch.connector.redact.Redactor;
import io.tokenwatch.event.Field;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A field's name as a plain line writes it, with quotes and colon, and what a reader knows of that field. */
final class PlainName {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** So many texts of one field are found at first sight; a power of two. */
    private static final int LAST = 16;

    private static final int PLACE_SHIFT = 1 + Long.numberOfLeadingZeros(LAST);

    final Field field;
    final boolean pooled;
    final boolean namesToken;
    /** The one that came after this one in the last line that had it: writers keep to an order. */
    @Nullable
    PlainName next;

    /** Number of the last line that had it. */
    long seen;

    private final byte[] written;

    /** Texts that were read last, with their quotes, by their first sixteen bytes; none where they do not repeat. */
    private final byte[] @Nullable [] lastWritten;

    private final @Nullable String[] lastTexts;

    /** @param pooled whether its texts repeat, so that they are worth keeping */
    PlainName(Field field, boolean pooled) {
        this.field = field;
        this.pooled = pooled;
        this.namesToken = Redactor.TOKEN_IDS.contains(field);
        this.lastWritten = new byte[pooled ? LAST : 0] @Nullable [];
        this.lastTexts = new @Nullable String[lastWritten.length];
        this.written = ('"' + field.fieldName() + "\":").getBytes(ISO_8859_1);
    }

    /** How many bytes there are of one of the texts that were read last, with its quotes, if it is written there; else 0. */
    int again(byte[] line, int at, int end) {
        if (lastWritten.length == 0 || end - at < 2 * Long.BYTES) {
            return 0;
        }
        byte[] last = lastWritten[place(line, at)];
        return last != null && last.length <= end - at && PlainText.is(last, line, at, last.length) ? last.length : 0;
    }

    /** The text of which {@link #again} has found the bytes. */
    @Nullable
    String last(byte[] line, int at) {
        return lastTexts[place(line, at)];
    }

    /** Keeps a text that is written from the first of its quotes to the last. */
    void keep(byte[] line, int at, int length, String text) {
        if (lastWritten.length > 0 && length >= 2 && line.length - at >= 2 * Long.BYTES) {
            int place = place(line, at);
            lastWritten[place] = Arrays.copyOfRange(line, at, at + length);
            lastTexts[place] = text;
        }
    }

    /** What comes after a short text is the same mostly. */
    private static int place(byte[] line, int at) {
        long first = (long) EIGHT.get(line, at);
        long second = (long) EIGHT.get(line, at + Long.BYTES);
        return (int) ((((first * 0x9E3779B97F4A7C15L) ^ second) * 0xC2B2AE3D27D4EB4FL) >>> PLACE_SHIFT);
    }

    /** Offset after name and colon if that is what is written there, else -1. */
    int passed(byte[] line, int at, int end) {
        boolean fits = end - at >= written.length;
        return fits && PlainText.is(written, line, at, written.length) ? at + written.length : -1;
    }
}
