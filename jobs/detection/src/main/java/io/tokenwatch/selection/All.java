package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import io.tokenwatch.event.TokenEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds if all do. */
final class All extends Junction {
    All(Predicate... parts) {
        super(parts);
    }

    static Predicate of(List<Predicate> parts) {
        return parts.size() == 1 ? parts.get(0) : new All(parts.toArray(Predicate[]::new));
    }

    @Override
    public boolean test(TokenEvent event) {
        for (Predicate part : parts) {
            // the usual one is called directly: through the interface a call costs as much as the test
            if (!(part instanceof Text text ? text.test(event) : part.test(event))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Optional<Set<String>> bound(Field field) {
        Optional<Set<String>> bound = Optional.empty();
        for (Predicate part : parts) {
            Optional<Set<String>> other = part.bound(field);
            if (bound.isPresent() && other.isPresent()) {
                Set<String> both = new HashSet<>(bound.get());
                both.retainAll(other.get());
                bound = Optional.of(both);
            } else {
                bound = bound.or(() -> other);
            }
        }
        return bound;
    }

    @Override
    public Set<Want> lacks(Shape shape) {
        return Lacking.of(parts, part -> part.lacks(shape)).forAll();
    }

    @Override
    public Set<Want> lacksToFail(Shape shape) {
        return Lacking.of(parts, part -> part.lacksToFail(shape)).forOne();
    }
}
