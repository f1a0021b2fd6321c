package io.tokenwatch.alert;

import io.tokenwatch.event.Field;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values that an alert's key and its shown evidence hold, by field. */
final class Shown {
    private final Map<Field, Set<String>> all = new EnumMap<>(Field.class);
    private final Map<Field, String> latest = new EnumMap<>(Field.class);

    private Shown() {}

    /** @param fields those to look for, with what the key calls them: a few, since each is looked for in each event */
    static Shown of(Alert alert, Map<Field, String> fields) {
        Shown shown = new Shown();
        for (Map.Entry<Field, String> entry : fields.entrySet()) {
            Field field = entry.getKey();
            String name = field.fieldName();
            Object last = shown.add(field, alert.key().get(entry.getValue()), null);
            for (AlertEvidence evidence : alert.evidence()) {
                last = shown.add(field, evidence.values().get(name), last);
            }
            if (last != null) {
                shown.latest.put(
                        field, last instanceof Collection<?> many ? String.join(" ", texts(many)) : last.toString());
            }
        }
        return shown;
    }

    private @Nullable Object add(Field field, @Nullable Object value, @Nullable Object before) {
        if (value == null) {
            return before;
        }
        Set<String> values = all.computeIfAbsent(field, f -> new LinkedHashSet<>(4));
        if (value instanceof Collection<?> many) {
            values.addAll(texts(many));
        } else {
            values.add(value.toString());
        }
        return value;
    }

    private static List<String> texts(Collection<?> values) {
        return values.stream().map(Object::toString).toList();
    }

    /** Every value once, those of the key first, then in order of time. */
    Collection<String> all(Field field) {
        return all.getOrDefault(field, Set.of());
    }

    /** That of the latest event that has one; null if none has. */
    @Nullable
    String latest(Field field) {
        return latest.get(field);
    }

    /** The first of {@link #all}; null if there is none. */
    @Nullable
    String first(Field field) {
        Collection<String> values = all(field);
        return values.isEmpty() ? null : values.iterator().next();
    }

    /** The only one; null if there is none or several. */
    @Nullable
    String only(Field field) {
        Collection<String> values = all(field);
        return values.size() == 1 ? values.iterator().next() : null;
    }
}
