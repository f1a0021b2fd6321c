package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.TokenEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

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
