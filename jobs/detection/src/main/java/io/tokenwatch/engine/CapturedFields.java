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
    private int idFrom;
    private int idTo;

    /** Another event. */
    void begin() {
        event++;
        bytes.clear();
        idTo = 0;
    }

    /** As {@link Captured#write}. */
    void write(BytesOut out, TokenEvent source, Field field) {
        int i = field.ordinal();
        if (of[i] != event) {
            of[i] = event;
            from[i] = bytes.size();
            Captured.write(bytes, source, field);
            to[i] = bytes.size();
        }
        out.writeBytes(bytes.array(), from[i], to[i] - from[i]);
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
        if (idTo == 0) {
            idFrom = bytes.size();
            Captured.writeText(bytes, source, Field.EVENT_ID, 0);
            idTo = bytes.size();
        }
        out.writeBytes(bytes.array(), idFrom, idTo - idFrom);
    }
}
