package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import io.tokenwatch.event.TokenEvent;
import java.util.Set;
import java.util.function.Consumer;

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
    public Set<Want> lacks(Shape shape) {
        return Keywords.SEARCHED.stream().anyMatch(shape::has) ? Set.of() : Lacking.of(shape, this);
    }
}
