package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.yaml.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A condition on one event. Immutable; reads nothing but the event. Equal if written alike. */
public sealed interface Predicate {
    boolean test(TokenEvent event);

    /** The fields that it reads, some of them more than once. */
    void fields(Consumer<Field> out);

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

    /** Holds if the first does and the other does not. */
    static Predicate but(Predicate wanted, Predicate not) {
        return new All(wanted, new Not(not));
    }

    /**
     * Why the condition can never hold for events that carry no other fields than these: those it would need besides; empty if
     * it can hold. Most conditions need every field that they read.
     */
    default Set<Field> lacks(Set<Field> supplied) {
        return Lacking.of(supplied, this);
    }

    /** As {@link #lacks}, for the condition's not holding. Most conditions fail where their field is absent. */
    default Set<Field> lacksToFail(Set<Field> supplied) {
        return Set.of();
    }

    /** Holds if all do. */
    final class All implements Predicate {
        final Predicate[] parts;

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
        public boolean equals(@Nullable Object other) {
            return other instanceof All that && Arrays.equals(parts, that.parts);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(parts);
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
        public void fields(Consumer<Field> out) {
            for (Predicate part : parts) {
                part.fields(out);
            }
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

        @Override
        public Set<Field> lacks(Set<Field> supplied) {
            return Lacking.of(parts, part -> part.lacks(supplied)).forAll();
        }

        @Override
        public Set<Field> lacksToFail(Set<Field> supplied) {
            return Lacking.of(parts, part -> part.lacksToFail(supplied)).forOne();
        }
    }

    /** Holds if any does. */
    final class Any implements Predicate {
        final Predicate[] parts;

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
        public boolean equals(@Nullable Object other) {
            return other instanceof Any that && Arrays.equals(parts, that.parts);
        }

        @Override
        public int hashCode() {
            return ~Arrays.hashCode(parts);
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
        public void fields(Consumer<Field> out) {
            for (Predicate part : parts) {
                part.fields(out);
            }
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

        @Override
        public Set<Field> lacks(Set<Field> supplied) {
            return Lacking.of(parts, part -> part.lacks(supplied)).forOne();
        }

        @Override
        public Set<Field> lacksToFail(Set<Field> supplied) {
            return Lacking.of(parts, part -> part.lacksToFail(supplied)).forAll();
        }
    }

    /** Holds if the part does not. */
    record Not(Predicate part) implements Predicate {
        @Override
        public boolean test(TokenEvent event) {
            return !part.test(event);
        }

        @Override
        public void fields(Consumer<Field> out) {
            part.fields(out);
        }

        @Override
        public Set<Field> lacks(Set<Field> supplied) {
            return part.lacksToFail(supplied);
        }

        @Override
        public Set<Field> lacksToFail(Set<Field> supplied) {
            return part.lacks(supplied);
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

        @Override
        public void fields(Consumer<Field> out) {
            out.accept(field);
        }

        @Override
        public Set<Field> lacks(Set<Field> supplied) {
            return wanted ? Lacking.of(supplied, this) : Set.of();
        }

        @Override
        public Set<Field> lacksToFail(Set<Field> supplied) {
            return wanted ? Set.of() : Lacking.of(supplied, this);
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

        @Override
        public void fields(Consumer<Field> out) {
            out.accept(field);
        }

        private boolean any(String @Nullable [] values) {
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
        /** Whether it holds for that number alone. */
        boolean isOneNumber() {
            return comparison == Comparison.EQ && field.type() == FieldType.NUMBER;
        }

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

        @Override
        public void fields(Consumer<Field> out) {
            out.accept(field);
        }
    }

    /** How many values the field holds, as they are written; where it holds none, nothing holds. */
    record Count(Field field, Comparison comparison, long operand) implements Predicate {
        @Override
        public Optional<Field> about() {
            return Optional.of(field);
        }

        @Override
        public String need() {
            return (comparison == Comparison.EQ ? "" : comparison.sign()) + operand + " values";
        }

        @Override
        public boolean test(TokenEvent event) {
            String[] values = event.texts(field);
            return values != null && values.length > 0 && comparison.holds(values.length, operand);
        }

        @Override
        public void fields(Consumer<Field> out) {
            out.accept(field);
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

        @Override
        public void fields(Consumer<Field> out) {
            out.accept(field);
        }
    }

    /**
     * Holds if one number of the event compares so with another, raised by the offset (milliseconds for times). Times of second
     * precision must compare so throughout their second; they are equal if they are stated equal.
     */
    record Compared(Field field, Comparison comparison, Field other, long offset) implements Predicate {
        @Override
        public Optional<Field> about() {
            return Optional.of(field);
        }

        @Override
        public String need() {
            String sign = comparison == Comparison.EQ ? "the same as " : comparison.sign();
            String by = offset == 0
                    ? ""
                    : (offset < 0 ? " - " : " + ")
                            + (field.type().isTime() ? Duration.text(Math.abs(offset)) : "" + Math.abs(offset));
            return sign + other.fieldName() + by;
        }

        @Override
        public boolean test(TokenEvent event) {
            long value = event.number(field);
            long against = event.number(other);
            if (value == TokenEvent.ABSENT || against == TokenEvent.ABSENT) {
                return false;
            }
            if (field.type() == FieldType.DECIMAL) {
                return comparison.accepts(
                        Double.compare(Double.longBitsToDouble(value), Double.longBitsToDouble(against)));
            }
            long from = raised(against);
            return comparison == Comparison.EQ
                    ? value == from
                    : comparison.holds(
                            value,
                            field.type().latest(value),
                            from,
                            raised(other.type().latest(against)));
        }

        /** Numbers near the ends of their range stay there. */
        private long raised(long value) {
            long sum = value + offset;
            boolean over = ((value ^ sum) & (offset ^ sum)) < 0;
            return !over ? sum : offset > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }

        @Override
        public void fields(Consumer<Field> out) {
            out.accept(field);
            out.accept(other);
        }
    }

    /**
     * Holds if a text of one field lies so in a text of the other: any of its texts, or with {@code all}, if each text of the
     * other field has one.
     */
    record Refers(Field field, Field other, TextRelation relation, boolean caseless, boolean all) implements Predicate {
        @Override
        public Optional<Field> about() {
            return Optional.of(field);
        }

        @Override
        public String need() {
            return relation.need((all ? "each " : "") + other.fieldName());
        }

        @Override
        public boolean test(TokenEvent event) {
            String[] values = texts(event, field);
            String[] wanted = texts(event, other);
            if (values.length == 0 || wanted.length == 0) {
                return false;
            }
            for (String one : wanted) {
                if (any(values, one) != all) {
                    return !all;
                }
            }
            return all;
        }

        private boolean any(String[] values, String wanted) {
            for (String value : values) {
                if (relation.holds(value, wanted, caseless)) {
                    return true;
                }
            }
            return false;
        }

        private static String[] texts(TokenEvent event, Field field) {
            Object value = event.value(field);
            return value instanceof String[] many
                    ? many
                    : value == null ? new String[0] : new String[] {value.toString()};
        }

        @Override
        public void fields(Consumer<Field> out) {
            out.accept(field);
            out.accept(other);
        }
    }

    /** Holds if the text of some field matches, whichever it is. */
    record Keyword(TextMatch match) implements Predicate {
        @Override
        public String need() {
            return "somewhere " + match.need();
        }

        @Override
        public boolean test(TokenEvent event) {
            for (Field field : Keywords.SEARCHED) {
                if (new Text(field, match).test(event)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void fields(Consumer<Field> out) {
            Keywords.SEARCHED.forEach(out);
        }

        @Override
        public Set<Field> lacks(Set<Field> supplied) {
            return Keywords.SEARCHED.stream().anyMatch(supplied::contains)
                    ? Set.of()
                    : EnumSet.copyOf(Keywords.SEARCHED);
        }
    }

    /** Holds if a whole number is one of many. */
    record NumberIn(Field field, Set<Long> wanted) implements Predicate {
        @Override
        public Optional<Field> about() {
            return Optional.of(field);
        }

        @Override
        public String need() {
            return wanted.stream().sorted().map(String::valueOf).collect(Collectors.joining(" or "));
        }

        @Override
        public boolean test(TokenEvent event) {
            return wanted.contains(event.number(field)); // none of them is ABSENT
        }

        @Override
        public void fields(Consumer<Field> out) {
            out.accept(field);
        }
    }
}
