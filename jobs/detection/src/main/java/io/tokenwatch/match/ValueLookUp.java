package io.tokenwatch.match;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;

/** One that can be asked about any text, not only about that of its field. */
abstract class ValueLookUp extends LookUp {
    ValueLookUp(Field field) {
        super(field);
    }

    /** As {@link #match}, if the field held that value. */
    abstract void follow(String value, TokenEvent event, SelectionSet found);
}
