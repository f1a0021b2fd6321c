package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Optional;
import java.util.function.Consumer;

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
        return bits != TokenEvent.ABSENT && comparison.accepts(Double.compare(Double.longBitsToDouble(bits), operand));
    }

    @Override
    public void fields(Consumer<Field> out) {
        out.accept(field);
    }
}
