package io.tokenwatch.selection;

import io.tokenwatch.event.Expected;
import io.tokenwatch.event.Field;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a condition insists on: what it can be looked up by, in place of being tested on every event. */
public final class Required {
    private Required() {}

    /**
     * For each field that the condition binds to values: the texts or numbers (as Long) of which the event must have one, of an
     * array field as an element, or the condition cannot hold. An empty set: it never holds.
     */
    public static Map<Field, Set<Object>> of(Predicate predicate) {
        Map<Field, Set<Object>> required = new EnumMap<>(Field.class);
        if (predicate instanceof All all) {
            for (Predicate part : all.parts) {
                of(part).forEach((field, values) -> required.merge(field, values, (a, b) -> both(field, a, b)));
            }
        } else if (predicate instanceof Any any) {
            return ofAny(any.parts);
        } else if (predicate instanceof Text text) {
            text.match().values().ifPresent(values -> required.put(text.field(), Set.copyOf(values)));
        } else if (predicate instanceof Missing missing) {
            required.put(Field.EVENT_TYPE, Set.copyOf(Expected.types(missing.field())));
        } else if (predicate instanceof Numeric number && number.comparison() == Comparison.EQ) {
            required.put(number.field(), Set.of(number.operand()));
        } else if (predicate instanceof NumberIn numbers) {
            required.put(numbers.field(), Set.copyOf(numbers.wanted()));
        }
        return required;
    }

    /** One text must be in both sets; of several texts one may be in the first and another in the second. */
    private static Set<Object> both(Field field, Set<Object> a, Set<Object> b) {
        if (field.type().isTexts()) {
            return a.size() <= b.size() ? a : b;
        }
        Set<Object> both = new HashSet<>(a);
        both.retainAll(b);
        return both;
    }

    private static Map<Field, Set<Object>> ofAny(Predicate[] parts) {
        Map<Field, Set<Object>> required = new EnumMap<>(Field.class);
        if (parts.length == 0) {
            required.put(Field.EVENT_TYPE, Set.of());
            return required;
        }
        required.putAll(of(parts[0]));
        for (int i = 1; i < parts.length && !required.isEmpty(); i++) {
            Map<Field, Set<Object>> other = of(parts[i]);
            required.keySet().retainAll(other.keySet());
            required.replaceAll((field, values) -> {
                Set<Object> either = new HashSet<>(values);
                either.addAll(other.getOrDefault(field, Set.of()));
                return either;
            });
        }
        return required;
    }
}
