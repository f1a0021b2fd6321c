package io.tokenwatch.match;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;

/** By each element of an array field. */
record ElementLookUp(Field field, ValueLookUp lookUp) implements LookUp {
    @Override
    public void match(TokenEvent event, Matches found) {
        String[] values = event.texts(field);
        if (values != null) {
            for (String value : values) {
                lookUp.follow(value, event, found);
            }
        }
    }
}
