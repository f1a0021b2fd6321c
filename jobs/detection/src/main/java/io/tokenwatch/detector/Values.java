package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.state.Evidence;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** {@code values(src.country) >= 2}: how many different values of a field the events of a finding have, elements of arrays each. */
record Values(Field field, int capture, long least) {
    boolean holds(Finding finding) {
        Set<String> seen = new HashSet<>();
        for (Evidence evidence : When.events(finding)) {
            Object value = evidence.value(capture, field);
            if (value instanceof String[] many) {
                for (String one : many) {
                    seen.add(one);
                }
            } else if (value != null) {
                String text = value.toString();
                seen.add(field.type() == FieldType.CASELESS ? text.toLowerCase(Locale.ROOT) : text);
            }
            if (seen.size() >= least) {
                return true;
            }
        }
        return false;
    }
}
