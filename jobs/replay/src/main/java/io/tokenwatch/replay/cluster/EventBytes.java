package io.tokenwatch.replay.cluster;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Objects;

/** An event as bytes that say all by themselves: number and value of each field that it has. */
final class EventBytes {
    private static final Field[] FIELDS = Field.values();

    private EventBytes() {}

    static void write(TokenEvent event, BytesOut out) {
        for (int i = 0; i < FIELDS.length; i++) {
            Field field = FIELDS[i];
            if (event.has(field)) {
                out.writeByte(i);
                if (field.type().isNumber()) {
                    out.writeSigned(event.number(field));
                } else if (field.type().isText()) {
                    out.writeText(Objects.requireNonNull(event.text(field)));
                } else {
                    String[] texts = Objects.requireNonNull(event.texts(field));
                    out.writeVarint(texts.length);
                    for (String text : texts) {
                        out.writeText(text);
                    }
                }
            }
        }
    }

    /** Reads to the end of the bytes. */
    static void read(BytesIn in, TokenEvent into) {
        into.clear();
        while (in.hasMore()) {
            Field field = FIELDS[in.readByte()];
            if (field.type().isNumber()) {
                into.set(field, in.readSigned());
            } else if (field.type().isText()) {
                into.set(field, in.readText());
            } else {
                String[] texts = new String[in.readInt()];
                for (int i = 0; i < texts.length; i++) {
                    texts[i] = in.readText();
                }
                into.set(field, texts);
            }
        }
    }
}
