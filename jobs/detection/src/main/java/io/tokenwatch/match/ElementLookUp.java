package io.tokenwatch.match;

import io.tokenwatch.event.TokenEvent;

/** By each element of an array field. */
final class ElementLookUp extends LookUp {
    private final ValueLookUp lookUp;

    ElementLookUp(ValueLookUp lookUp) {
        super(lookUp.field);
        this.lookUp = lookUp;
    }

    @Override
    void match(TokenEvent event, SelectionSet found) {
        String[] values = event.texts(field);
        if (values != null) {
            for (String value : values) {
                lookUp.follow(value, event, found);
            }
        }
    }
}
