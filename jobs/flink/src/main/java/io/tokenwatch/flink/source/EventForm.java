package io.tokenwatch.flink.source;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * The slots of an event between two tasks of one job: how many are filled, then field and value of each. Not for keeping: it
 * numbers the fields as this release does.
 */
final class EventForm {
    private static final Field[] FIELDS = Field.values();

    private EventForm() {}

    static void write(TokenEvent event, DataOutputView out) throws IOException {
        int filled = 0;
        for (Field field : FIELDS) {
            filled += event.has(field) ? 1 : 0;
        }
        out.writeByte(filled);
        for (int i = 0; i < FIELDS.length; i++) {
            if (event.has(FIELDS[i])) {
                out.writeByte(i);
                writeValue(event, FIELDS[i], out);
            }
        }
    }

    private static void writeValue(TokenEvent event, Field field, DataOutputView out) throws IOException {
        String[] texts = field.type().isTexts() ? event.texts(field) : null;
        if (texts != null) {
            out.writeInt(texts.length);
            for (String text : texts) {
                StringValue.writeString(text, out);
            }
        } else if (field.type().isText()) {
            StringValue.writeString(event.text(field), out);
        } else {
            out.writeLong(event.number(field));
        }
    }

    static void read(DataInputView in, TokenEvent event) throws IOException {
        event.clear();
        for (int filled = in.readUnsignedByte(); filled > 0; filled--) {
            Field field = FIELDS[in.readUnsignedByte()];
            if (field.type().isTexts()) {
                String[] texts = new String[in.readInt()];
                for (int i = 0; i < texts.length; i++) {
                    texts[i] = StringValue.readString(in);
                }
                event.set(field, texts);
            } else if (field.type().isText()) {
                event.set(field, StringValue.readString(in));
            } else {
                event.set(field, in.readLong());
            }
        }
    }

    static void copy(TokenEvent from, TokenEvent to) {
        to.clear();
        for (Field field : FIELDS) {
            if (from.has(field)) {
                String[] texts = field.type().isTexts() ? from.texts(field) : null;
                if (texts != null) {
                    to.set(field, texts);
                } else if (field.type().isText()) {
                    to.set(field, from.text(field));
                } else {
                    to.set(field, from.number(field));
                }
            }
        }
    }
}
