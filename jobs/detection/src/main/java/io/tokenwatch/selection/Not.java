package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
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
    public Set<Field> lacks(Set<Field> supplied) {
        return part.lacksToFail(supplied);
    }

    @Override
    public Set<Field> lacksToFail(Set<Field> supplied) {
        return part.lacks(supplied);
    }
}
