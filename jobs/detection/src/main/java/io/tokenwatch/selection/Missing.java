package io.tokenwatch.selection;

import io.tokenwatch.event.Expected;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import io.tokenwatch.event.TokenEvent;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Holds if the field belongs to such an event, is not there, and the source could have told it: then there is none. */
record Missing(Field field) implements Predicate {
    @Override
    public Optional<Field> about() {
        return Optional.of(field);
    }

    @Override
    public String need() {
        return "none, of a source that would tell";
    }

    @Override
    public boolean test(TokenEvent event) {
        if (event.has(field) || !Expected.of(event.text(Field.EVENT_TYPE)).contains(field)) {
            return false;
        }
        String[] untold = event.texts(Field.UNTOLD);
        return untold == null || !Arrays.asList(untold).contains(field.fieldName());
    }

    @Override
    public void fields(Consumer<Field> out) {
        out.accept(field);
        out.accept(Field.UNTOLD);
        out.accept(Field.EVENT_TYPE);
    }

    /** It is looked for in events of few types. */
    @Override
    public Optional<Set<String>> bound(Field of) {
        return of == Field.EVENT_TYPE ? Optional.of(Expected.types(field)) : Optional.empty();
    }

    /** Of a source that never tells the field its absence says nothing. */
    @Override
    public Set<Want> lacks(Shape shape) {
        Set<String> types = Expected.types(field);
        return !shape.canBe(Field.EVENT_TYPE, types)
                ? Set.of(new Want(Field.EVENT_TYPE, types))
                : shape.has(field) ? Set.of() : Set.of(Want.of(field));
    }
}
