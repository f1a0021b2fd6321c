package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a few fields decide: whether a condition holds for every event that has the same values in them, and has the same fields. */
public final class Decided {
    private Decided() {}

    /**
     * Whether the condition holds for all such events as it does for this one.
     *
     * @param known the fields of which they have the values of this event
     * @return empty if it depends on other values
     */
    public static Optional<Boolean> of(Predicate predicate, TokenEvent event, Set<Field> known) {
        if (isKnown(predicate, event, known)) {
            return Optional.of(predicate.test(event));
        } else if (predicate instanceof All all) {
            return of(all, event, known, false);
        } else if (predicate instanceof Any any) {
            return of(any, event, known, true);
        } else if (predicate instanceof Not not) {
            return of(not.part(), event, known).map(holds -> !holds);
        }
        return Optional.empty();
    }

    /** @param decisive what one part is enough for */
    private static Optional<Boolean> of(Junction parts, TokenEvent event, Set<Field> known, boolean decisive) {
        boolean open = false;
        for (Predicate part : parts.parts) {
            Optional<Boolean> holds = of(part, event, known);
            if (holds.isPresent() && holds.get() == decisive) {
                return holds;
            }
            open |= holds.isEmpty();
        }
        return open ? Optional.empty() : Optional.of(!decisive);
    }

    /** Of a condition that is not {@linkplain #of decided}, what is left to test on such events. */
    public static Predicate left(Predicate predicate, TokenEvent event, Set<Field> known) {
        if (predicate instanceof All all) {
            return All.of(left(all, event, known));
        } else if (predicate instanceof Any any) {
            List<Predicate> parts = left(any, event, known);
            return parts.size() == 1 ? parts.get(0) : new Any(parts.toArray(Predicate[]::new));
        } else if (predicate instanceof Not not) {
            return new Not(left(not.part(), event, known));
        }
        return predicate;
    }

    private static List<Predicate> left(Junction junction, TokenEvent event, Set<Field> known) {
        return Stream.of(junction.parts)
                .filter(part -> of(part, event, known).isEmpty())
                .map(part -> left(part, event, known))
                .toList();
    }

    /** Of a field that is absent there is no value that could matter. */
    private static boolean isKnown(Predicate predicate, TokenEvent event, Set<Field> known) {
        if (predicate instanceof Exists) {
            return true;
        }
        boolean[] all = {true};
        predicate.fields(field -> all[0] &= known.contains(field) || !event.has(field));
        return all[0];
    }
}
