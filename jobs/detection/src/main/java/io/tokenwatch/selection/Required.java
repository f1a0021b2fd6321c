package io.tokenwatch.selection;

import io.tokenwatch.event.Expected;
import io.tokenwatch.event.Field;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a condition insists on: what it can be looked up by, in place of being tested on every event. */
public final class Required {
    private Required() {}

    /**
     * For each field that the condition binds: of what the event must have one in it, of an array field as an element, or the condition cannot
     * hold. These are texts, numbers (as Long), texts that are alike ({@link Likeness}), and addresses ({@link Network}). An empty set: it
     * never holds.
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
            of(text.match()).ifPresent(values -> required.put(text.field(), values));
        } else if (predicate instanceof Missing missing) {
            required.put(Field.EVENT_TYPE, Set.copyOf(Expected.types(missing.field())));
        } else if (predicate instanceof Numeric number && number.comparison() == Comparison.EQ) {
            required.put(number.field(), Set.of(number.operand()));
        } else if (predicate instanceof NumberIn numbers) {
            required.put(numbers.field(), Set.copyOf(numbers.wanted()));
        }
        return required;
    }

    private static Optional<Set<Object>> of(TextMatch match) {
        if (match instanceof TextMatch.Remembered remembered) {
            return of(remembered.match());
        } else if (match instanceof NetworkSet networks) {
            return Optional.of(Set.copyOf(networks.networks()));
        } else if (match instanceof Network network) {
            return Optional.of(Set.of(network));
        }
        return match.values().<Set<Object>>map(Set::copyOf).or(() -> match.part()
                .map(part -> Set.of(new Likeness(part, match))));
    }

    /** If the condition asks for nothing else than one of some values in that field, as {@link #of}: these; else empty. */
    static Optional<Set<Object>> onlyOf(Field field, Predicate predicate) {
        if (predicate instanceof Text text && text.field() == field) {
            return of(text.match());
        } else if (predicate instanceof NumberIn numbers && numbers.field() == field) {
            return Optional.of(Set.copyOf(numbers.wanted()));
        } else if (predicate instanceof Numeric number && number.field() == field && number.isOneNumber()) {
            return Optional.of(Set.of(number.operand()));
        } else if (predicate instanceof Any any) {
            Set<Object> all = new HashSet<>();
            for (Predicate part : any.parts) {
                Optional<Set<Object>> values = onlyOf(field, part);
                if (values.isEmpty()) {
                    return values;
                }
                values.ifPresent(all::addAll);
            }
            return Optional.of(all);
        }
        return Optional.empty();
    }

    private static boolean arePlain(Set<Object> values) {
        return values.stream().allMatch(value -> value instanceof String || value instanceof Long);
    }

    /**
     * One plain text must be in both sets; of several texts one may be in the first and another in the second, and of what is alike nobody knows. Then
     * either will do: plain values, or the fewer.
     */
    private static Set<Object> both(Field field, Set<Object> a, Set<Object> b) {
        if (arePlain(a) != arePlain(b)) {
            return arePlain(a) ? a : b;
        }
        if (field.type().isTexts() || !arePlain(a)) {
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
