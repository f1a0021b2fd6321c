package io.tokenwatch.engine;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Map;

/** Leads to the {@link Branch} of the event's value in one field; for an array field, to that of each of its elements. */
final class LookUp {
    private final Field field;
    private final boolean text;
    private final boolean texts;
    /** By texts, or by numbers as Long. */
    private final Map<Object, Branch> byValue;

    LookUp(Field field, Map<Object, Branch> byValue) {
        this.field = field;
        this.text = field.type().isText();
        this.texts = field.type().isTexts();
        this.byValue = byValue;
    }

    void match(TokenEvent event, Matches found) {
        if (text) {
            String value = event.text(field);
            if (value != null) {
                follow(value, event, found);
            }
        } else if (texts) {
            String[] values = event.texts(field);
            if (values != null) {
                for (String value : values) {
                    follow(value, event, found);
                }
            }
        } else if (event.has(field)) {
            follow(event.number(field), event, found);
        }
    }

    private void follow(Object value, TokenEvent event, Matches found) {
        Branch branch = byValue.get(value);
        if (branch != null) {
            branch.match(event, found);
        }
    }
}
