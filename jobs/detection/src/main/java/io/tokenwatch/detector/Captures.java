package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import java.util.ArrayList;
import java.util.List;

/** The fields whose values a rule keeps with each piece of evidence, in the order of their indices. */
public final class Captures {
    private final List<Field> fields = new ArrayList<>();

    /** The index of the field, capturing it if it was not. */
    public int index(Field field) {
        int index = fields.indexOf(field);
        if (index < 0) {
            fields.add(field);
            index = fields.size() - 1;
        }
        return index;
    }

    public List<Field> fields() {
        return List.copyOf(fields);
    }
}
