package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import io.tokenwatch.event.TokenEvent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds if any does. */
final class Any implements Predicate {
    final Predicate[] parts;

    /** Without parts it never holds. */
    Any(Predicate... parts) {
        this.parts = parts;
    }

    static Predicate of(List<Predicate> parts) {
        return parts.size() == 1 ? parts.get(0) : new Any(parts.toArray(Predicate[]::new));
    }

    @Override
    public List<Predicate> parts() {
        return List.of(parts);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Any that && Arrays.equals(parts, that.parts);
    }

    @Override
    public int hashCode() {
        return ~Arrays.hashCode(parts);
    }

    @Override
    public boolean test(TokenEvent event) {
        for (Predicate part : parts) {
            if (part.test(event)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void fields(Consumer<Field> out) {
        for (Predicate part : parts) {
            part.fields(out);
        }
    }

    @Override
    public Optional<Set<String>> bound(Field field) {
        Set<String> union = new HashSet<>();
        for (Predicate part : parts) {
            Optional<Set<String>> other = part.bound(field);
            if (other.isEmpty()) {
                return Optional.empty();
            }
            union.addAll(other.get());
        }
        return Optional.of(union);
    }

    @Override
    public Set<Want> lacks(Shape shape) {
        return Lacking.of(parts, part -> part.lacks(shape)).forOne();
    }

    @Override
    public Set<Want> lacksToFail(Shape shape) {
        return Lacking.of(parts, part -> part.lacksToFail(shape)).forAll();
    }
}
