package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.TokenEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A condition on one event. Immutable; reads nothing but the event. */
public sealed interface Predicate {
    boolean test(TokenEvent event);

    /** What it is made of; empty for a condition on values. */
    default List<Predicate> parts() {
        return List.of();
    }

    /** The field that a condition on values is about; empty if it is about none in particular. */
    default Optional<Field> about() {
        return Optional.empty();
    }

    /** What a condition on values asks for, in words that follow "needs". */
    default String need() {
        return toString();
    }

    /**
     * The values outside of which the condition cannot hold for this field: what a rule can be indexed under. Empty if
     * the field is not bound to values.
     */
    default Optional<Set<String>> bound(Field field) {
        return Optional.empty();
    }

    /** Holds if all do. */
    final class All implements Predicate {
        private final Predicate[] parts;

        All(Predicate... parts) {
            this.parts = parts;
        }

        static Predicate of(List<Predicate> parts) {
            return parts.size() == 1 ? parts.get(0) : new All(parts.toArray(Predicate[]::new));
        }

        @Override
        public List<Predicate> parts() {
            return List.of(parts);
        }

        @Override
        public boolean test(TokenEvent event) {
            for (Predicate part : parts) {
                if (!part.test(event)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Optional<Set<String>> bound(Field field) {
            Optional<Set<String>> bound = Optional.empty();
            for (Predicate part : parts) {
                Optional<Set<String>> other = part.bound(field);
                if (bound.isPresent() && other.isPresent()) {
                    Set<String> both = new HashSet<>(bound.get());
                    both.retainAll(other.get());
                    bound = Optional.of(both);
                } else {
                    bound = bound.or(() -> other);
                }
            }
            return bound;
        }
    }

    /** Holds if any does. */
    final class Any implements Predicate {
        private final Predicate[] parts;

        /** Without parts it never holds. */
        Any(Predicate... parts) {
            this.parts = parts;
        }

        static Predicate of(List<Predicate> parts) {
            return parts.size() == 1 ? parts.get(0) : new Any(parts.toArray(Predicate[]::new));
        }

        @Override
        public List<Predicate> parts() {
            return List.of(parts);
        }

        @Override
        public boolean test(TokenEvent event) {
            for (Predicate part : parts) {
                if (part.test(event)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Optional<Set<String>> bound(Field field) {
            Set<String> union = new HashSet<>();
            for (Predicate part : parts) {
                Optional<Set<String>> other = part.bound(field);
                if (other.isEmpty()) {
                    return Optional.empty();
                }
                union.addAll(other.get());
            }
            return Optional.of(union);
        }
    }

    /** Holds if the part does not. */
    record Not(Predicate part) implements Predicate {
        @Override
        public boolean test(TokenEvent event) {
            return !part.test(event);
        }
    }

    /** Holds if the field is there, or if it is not. */
    record Exists(Field field, boolean wanted) implements Predicate {
        @Override
        public Optional<Field> about() {
            return Optional.of(field);
        }

        @Override
        public String need() {
            return wanted ? "a value" : Lack.ABSENT;
        }

        @Override
        public boolean test(TokenEvent event) {
            return event.has(field) == wanted;
        }
    }

    /** Holds if a text, or any text of an array, matches. */
    record Text(Field field, TextMatch match) implements Predicate {
        @Override
        public Optional<Field> about() {
            return Optional.of(field);
        }

        @Override
        public String need() {
            return match.need();
        }

        @Override
        public boolean test(TokenEvent event) {
            if (field.type().isTexts()) {
                return any(event.texts(field));
            }
            String value = event.text(field);
            return value != null && match.test(value);
        }

        private boolean any(String @org.jspecify.annotations.Nullable [] values) {
            if (values != null) {
                for (String value : values) {
                    if (match.test(value)) {
                        return true;
                    }
                }
            }
            return false;
        }

        @Override
        public Optional<Set<String>> bound(Field other) {
            return field == other && !field.type().isTexts() ? match.values() : Optional.empty();
        }
    }

    /** Holds if a number compares so. Times of second precision must compare so throughout their second. */
    record Numeric(Field field, Comparison comparison, long operand) implements Predicate {
        @Override
        public Optional<Field> about() {
            return Optional.of(field);
        }

        @Override
        public String need() {
            return comparison == Comparison.EQ ? shown() : comparison.sign() + shown();
        }

        private String shown() {
            return switch (field.type()) {
                case TIME, SECONDS -> Instant.ofEpochMilli(operand).toString();
                case FLAG -> String.valueOf(operand != 0);
                default -> Long.toString(operand);
            };
        }

        @Override
        public boolean test(TokenEvent event) {
            long value = event.number(field);
            return value != TokenEvent.ABSENT && comparison.holds(value, field.type(), operand, null);
        }
    }

    /** As {@link Numeric}, for a number with a fraction. */
    record Decimal(Field field, Comparison comparison, double operand) implements Predicate {
        @Override
        public Optional<Field> about() {
            return Optional.of(field);
        }

        @Override
        public String need() {
            return comparison.sign() + operand;
        }

        @Override
        public boolean test(TokenEvent event) {
            long bits = event.number(field);
            return bits != TokenEvent.ABSENT
                    && comparison.accepts(Double.compare(Double.longBitsToDouble(bits), operand));
        }
    }

    /** Holds if two fields of the event have equal numbers, or any text in common. */
    record SameAs(Field field, Field other) implements Predicate {
        @Override
        public Optional<Field> about() {
            return Optional.of(field);
        }

        @Override
        public String need() {
            return "the same as " + other.fieldName();
        }

        @Override
        public boolean test(TokenEvent event) {
            Object value = event.value(field);
            Object wanted = event.value(other);
            if (value == null || wanted == null) {
                return false;
            }
            boolean caseless = field.type() == FieldType.CASELESS || other.type() == FieldType.CASELESS;
            for (Object one : elements(value)) {
                for (Object two : elements(wanted)) {
                    if (one.equals(two) || (caseless && one.toString().equalsIgnoreCase(two.toString()))) {
                        return true;
                    }
                }
            }
            return false;
        }

        private static Object[] elements(Object value) {
            return value instanceof Object[] many ? many : new Object[] {value};
        }
    }
}
