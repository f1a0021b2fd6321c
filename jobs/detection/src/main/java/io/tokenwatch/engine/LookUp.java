package io.tokenwatch.engine;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Map;

/** Leads to the {@link Branch} of the event's value in one field; for an array field, to that of each of its elements. */
interface LookUp {
    void match(TokenEvent event, Matches found);

    /** @param byValue by texts, or by numbers as Long; not empty */
    static LookUp of(Field field, Map<Object, Branch> byValue) {
        return field.type().isNumber() ? new NumberLookUp(field, byValue) : new TextLookUp(field, byValue);
    }
}
