package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Optional;
import java.util.function.Consumer;

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
