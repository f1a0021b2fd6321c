package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tokenwatch.event.Field;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of all fields, found by their bytes. For one reader. */
final class PlainNames {
    private static final int PLACES = 512;

    private final @Nullable PlainName[] places = new @Nullable PlainName[PLACES];

    PlainNames(Set<Field> pooled) {
        for (Field field : Field.values()) {
            byte[] name = field.fieldName().getBytes(ISO_8859_1);
            int place = place(name, 0, name.length);
            while (places[place] != null) {
                place = (place + 1) & (PLACES - 1);
            }
            places[place] = new PlainName(field, pooled.contains(field));
        }
    }

    /** The name with that text between its quotes, at that offset; null if no field has it, or no colon follows. */
    @Nullable
    PlainName find(byte[] line, int from, int length, int end) {
        for (int place = place(line, from, length); ; place = (place + 1) & (PLACES - 1)) {
            PlainName name = places[place];
            if (name == null || name.passed(line, from - 1, end) >= 0) {
                return name;
            }
        }
    }

    private static int place(byte[] text, int from, int length) {
        return PlainText.hash(text, from, length) >>> 23;
    }
}
