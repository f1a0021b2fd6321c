package io.tokenwatch.engine;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Captured;

/** The fields of one event as bytes, each encoded once, however many groups capture it. Reused from event to event. */
@SuppressWarnings("EnumOrdinal") // only within this process
final class CapturedFields {
    private static final int FIELDS = Field.values().length;

    private final BytesOut bytes = new BytesOut(1024);
    /** Per field: which event its place is of, where its bytes begin, and where they end. */
    private final int[] of = new int[FIELDS];

    private final int[] from = new int[FIELDS];
    private final int[] to = new int[FIELDS];
    private int event;

    /** Another event. */
    void begin() {
        event++;
        bytes.clear();
    }

    /** As {@link Captured#write}. */
    void write(BytesOut out, TokenEvent source, Field field) {
        int i = of(source, field);
        out.writeBytes(bytes.array(), from[i], to[i] - from[i]);
    }

    /** The place of the field, whose bytes are there. */
    private int of(TokenEvent source, Field field) {
        int i = field.ordinal();
        if (of[i] != event) {
            of[i] = event;
            from[i] = bytes.size();
            Captured.write(bytes, source, field);
            to[i] = bytes.size();
        }
        return i;
    }

    /** As {@link Captured#writeKey}. */
    void writeKey(BytesOut out, TokenEvent source, Field field) {
        if (field.type() == FieldType.CASELESS) {
            Captured.writeKey(out, source, field);
        } else {
            write(out, source, field);
        }
    }

    /** The event's id, empty if it has none, without the mark of what may be absent. */
    void writeId(BytesOut out, TokenEvent source) {
        int i = of(source, Field.EVENT_ID);
        byte[] written = bytes.array();
        int text = from[i];
        while (written[text++] < 0) {} // the length goes on
        out.writeBlock(written, text, to[i] - text);
    }
}
