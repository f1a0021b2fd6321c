package io.tokenwatch.testing;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldValue;
import io.tokenwatch.event.TokenEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes events from names and values, as rules write them. */
public final class Events {
    private Events() {}

    /** @param fields names and values in turn, such as {@code "client_id", "c1"} */
    public static TokenEvent event(String id, long time, String type, Object... fields) {
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_ID, id);
        event.set(Field.EVENT_TIME, time);
        event.set(Field.EVENT_TYPE, type);
        event.set(Field.TENANT, "acme");
        for (int i = 0; i < fields.length; i += 2) {
            FieldValue.set(event, Field.of((String) fields[i]).orElseThrow(), fields[i + 1]);
        }
        return event;
    }

    /** The event with another value in one field; null makes it absent. */
    public static TokenEvent with(TokenEvent event, String field, @Nullable Object value) {
        TokenEvent copy = copy(event);
        FieldValue.set(copy, Field.of(field).orElseThrow(), value);
        return copy;
    }

    /** The value of a field, by the name that rules use; null if it is absent. */
    public static @Nullable Object value(TokenEvent event, String field) {
        return event.value(Field.of(field).orElseThrow());
    }

    public static TokenEvent copy(TokenEvent event) {
        TokenEvent copy = new TokenEvent();
        for (Field field : Field.values()) {
            if (event.has(field)) {
                switch (field.type()) {
                    case TEXT, CASELESS, ADDRESS -> copy.set(field, event.text(field));
                    case TEXTS ->
                        copy.set(
                                field,
                                Objects.requireNonNull(event.texts(field)).clone());
                    default -> copy.set(field, event.number(field));
                }
            }
        }
        return copy;
    }
}
