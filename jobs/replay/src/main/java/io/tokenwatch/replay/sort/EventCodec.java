package io.tokenwatch.replay.sort;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes events: number and value of each field that they have. What was written in one {@link Wording} is read in the same; in the
 * numbers of a {@link TextTable} an event takes some 100 bytes, and those of the texts that lie in its line.
 */
@SuppressWarnings("EnumOrdinal") // only this version reads what it wrote
public final class EventCodec {
    /** Texts that do not repeat. */
    private static final Set<Field> UNIQUE =
            EnumSet.of(Field.EVENT_ID, Field.TRACE_ID, Field.CORRELATION_ID, Field.PROOF_JTI);

    /** Set in the number of a field whose text is as it lay in its line, see {@link TokenEvent#lying}. */
    private static final int AS_IT_LIES = 0x80;

    private static final Field[] FIELDS = Field.values();

    /** How the value of a field is written. */
    private enum Form {
        NUMBER,
        LIST,
        TEXT,
        UNIQUE_TEXT
    }

    /** By the field's ordinal. */
    private static final Form[] FORMS = Stream.of(FIELDS).map(EventCodec::form).toArray(Form[]::new);

    private EventCodec() {}

    private static Form form(Field field) {
        return field.type().isNumber()
                ? Form.NUMBER
                : field.type().isTexts() ? Form.LIST : UNIQUE.contains(field) ? Form.UNIQUE_TEXT : Form.TEXT;
    }

    public static void encode(TokenEvent event, Wording wording, BytesOut out) {
        for (int word = 0; word < TokenEvent.WORDS; word++) {
            for (long bits = event.said(word); bits != 0; bits &= bits - 1) {
                int ordinal = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                encode(event, FIELDS[ordinal], ordinal, wording, out);
            }
        }
    }

    private static void encode(TokenEvent event, Field field, int ordinal, Wording wording, BytesOut out) {
        Form form = FORMS[ordinal];
        if (form == Form.NUMBER) {
            out.writeByte(ordinal);
            out.writeSigned(event.number(field));
        } else if (form == Form.LIST) {
            out.writeByte(ordinal);
            wording.write(Objects.requireNonNull(event.texts(field)), out);
        } else {
            long lying = event.lying(field);
            out.writeByte(lying == 0 ? ordinal : ordinal | AS_IT_LIES);
            if (lying != 0) {
                out.writeBlock(event.line(), (int) (lying >>> 32), (int) lying);
            } else if (form == Form.UNIQUE_TEXT) {
                out.writeText(Objects.requireNonNull(event.text(field)));
            } else {
                wording.write(Objects.requireNonNull(event.text(field)), out);
            }
        }
    }

    /** Reads to the end of the bytes, which must stay as they are until the event is cleared: texts may lie in them. */
    public static void decode(BytesIn in, Wording wording, TokenEvent into) {
        into.clear();
        while (in.hasMore()) {
            int head = in.readByte();
            Field field = FIELDS[head & ~AS_IT_LIES & 0xFF];
            if (head < 0) {
                int length = in.readInt();
                into.set(field, in.array(), in.position(), length);
                in.skip(length);
                continue;
            }
            switch (FORMS[field.ordinal()]) {
                case NUMBER -> into.set(field, in.readSigned());
                case LIST -> into.setAgain(field, wording.readList(in));
                case TEXT -> into.set(field, wording.readText(in));
                case UNIQUE_TEXT -> into.set(field, in.readText());
            }
        }
    }

    /** Copies an encoded event from one table to another. */
    static void copy(BytesIn in, Renumbering numbers, BytesOut out) {
        while (in.hasMore()) {
            int field = in.readByte();
            out.writeByte(field);
            switch (field < 0 ? Form.UNIQUE_TEXT : FORMS[field]) {
                case NUMBER -> out.writeVarint(in.readVarint());
                case LIST -> out.writeVarint(numbers.ofList(in.readInt()));
                case TEXT -> out.writeVarint(numbers.ofText(in.readInt()));
                case UNIQUE_TEXT -> {
                    int length = in.readInt();
                    out.writeBlock(in.array(), in.position(), length);
                    in.skip(length);
                }
            }
        }
    }
}
