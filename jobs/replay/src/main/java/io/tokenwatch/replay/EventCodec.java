package io.tokenwatch.replay;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes events so that many fit into memory: most texts of an audit log repeat, hence each is kept once and named by its number.
 * Some 100 bytes an event. What it wrote only the same instance can read.
 */
final class EventCodec {
    /** Texts that do not repeat. */
    private static final Set<Field> UNIQUE =
            EnumSet.of(Field.EVENT_ID, Field.TRACE_ID, Field.CORRELATION_ID, Field.PROOF_JTI);

    private static final Field[] FIELDS = Field.values();

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final BytesOut out = new BytesOut(512);

    byte[] encode(TokenEvent event) {
        out.clear();
        for (int i = 0; i < FIELDS.length; i++) {
            Field field = FIELDS[i];
            if (event.has(field)) {
                out.writeByte(i);
                if (field.type().isNumber()) {
                    out.writeSigned(event.number(field));
                } else if (field.type().isText()) {
                    text(field, Objects.requireNonNull(event.text(field)));
                } else {
                    String[] many = Objects.requireNonNull(event.texts(field));
                    out.writeVarint(many.length);
                    for (String one : many) {
                        text(field, one);
                    }
                }
            }
        }
        return out.toByteArray();
    }

    private void text(Field field, String text) {
        if (UNIQUE.contains(field)) {
            out.writeText(text);
        } else {
            Integer number = numbers.putIfAbsent(text, texts.size());
            if (number == null) {
                texts.add(text);
            }
            out.writeVarint(number == null ? texts.size() - 1 : number);
        }
    }

    void decode(byte[] bytes, TokenEvent into) {
        into.clear();
        BytesIn in = new BytesIn(bytes);
        while (in.hasMore()) {
            Field field = FIELDS[in.readByte()];
            if (field.type().isNumber()) {
                into.set(field, in.readSigned());
            } else if (field.type().isText()) {
                into.set(field, text(field, in));
            } else {
                String[] many = new String[in.readInt()];
                for (int i = 0; i < many.length; i++) {
                    many[i] = text(field, in);
                }
                into.set(field, many);
            }
        }
    }

    private String text(Field field, BytesIn in) {
        return UNIQUE.contains(field) ? in.readText() : texts.get(in.readInt());
    }
}
