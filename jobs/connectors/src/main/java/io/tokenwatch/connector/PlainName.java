package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tokenwatch.connector.redact.Redactor;
import io.tokenwatch.event.Field;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A field's name as a plain line writes it, with quotes and colon, and what a reader knows of that field. */
final class PlainName {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    final Field field;
    final boolean pooled;
    final boolean namesToken;
    /** The one that came after this one in the last line that had it: writers keep to an order. */
    @Nullable
    PlainName next;

    /** Number of the last line that had it. */
    long seen;

    private final byte[] written;

    /** @param pooled whether its texts repeat, so that they are worth keeping */
    PlainName(Field field, boolean pooled) {
        this.field = field;
        this.pooled = pooled;
        this.namesToken = Redactor.TOKEN_IDS.contains(field);
        this.written = ('"' + field.fieldName() + "\":").getBytes(ISO_8859_1);
    }

    /** Offset after name and colon if that is what is written there, else -1. */
    int passed(byte[] line, int at, int end) {
        int last = written.length - Long.BYTES;
        if (end - at < written.length) {
            return -1;
        }
        if (last < 0) {
            return java.util.Arrays.equals(written, 0, written.length, line, at, at + written.length)
                    ? at + written.length
                    : -1;
        }
        for (int i = 0; i < last; i += Long.BYTES) {
            if ((long) EIGHT.get(line, at + i) != (long) EIGHT.get(written, i)) {
                return -1;
            }
        }
        return (long) EIGHT.get(line, at + last) == (long) EIGHT.get(written, last) ? at + written.length : -1;
    }
}
