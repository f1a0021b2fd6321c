package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import io.tokenwatch.event.TokenEvent;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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
    public Set<Want> lacks(Shape shape) {
        return wanted ? Lacking.of(shape, this) : Set.of();
    }

    @Override
    public Set<Want> lacksToFail(Shape shape) {
        return wanted ? Set.of() : Lacking.of(shape, this);
    }
}
