package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import io.tokenwatch.event.TokenEvent;
import java.util.Set;
import java.util.function.Consumer;

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
    public Set<Want> lacks(Shape shape) {
        return part.lacksToFail(shape);
    }

    @Override
    public Set<Want> lacksToFail(Shape shape) {
        return part.lacks(shape);
    }
}
