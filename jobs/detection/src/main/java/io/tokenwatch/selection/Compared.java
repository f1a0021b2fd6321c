package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.yaml.Duration;
import java.util.Optional;
import java.util.function.Consumer;

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
            return comparison.accepts(Double.compare(Double.longBitsToDouble(value), Double.longBitsToDouble(against)));
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
