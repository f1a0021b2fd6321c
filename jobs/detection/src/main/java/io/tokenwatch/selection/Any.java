package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds if any does. */
final class Any extends Junction {
    /** Without parts it never holds. */
    Any(Predicate... parts) {
        super(parts);
    }

    static Predicate of(List<Predicate> parts) {
        return parts.size() == 1 ? parts.get(0) : new Any(parts.toArray(Predicate[]::new));
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
    public Set<Field> lacks(Set<Field> supplied) {
        return Lacking.of(parts, part -> part.lacks(supplied)).forOne();
    }

    @Override
    public Set<Field> lacksToFail(Set<Field> supplied) {
        return Lacking.of(parts, part -> part.lacksToFail(supplied)).forAll();
    }
}
