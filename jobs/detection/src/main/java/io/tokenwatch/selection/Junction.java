package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Several predicates in one. */
abstract sealed class Junction implements Predicate permits All, Any {
    final Predicate[] parts;

    Junction(Predicate[] parts) {
        this.parts = parts;
    }

    @Override
    public final List<Predicate> parts() {
        return List.of(parts);
    }

    @Override
    public final void fields(Consumer<Field> out) {
        for (Predicate part : parts) {
            part.fields(out);
        }
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Junction that && getClass() == that.getClass() && Arrays.equals(parts, that.parts);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(parts);
    }
}
