package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;

/** The same condition, arranged to be decided soon: what costs little comes first, and answers of patterns are remembered. */
public final class Arranged {
    private static final int COMPARISON = 1;
    private static final int PART = 4;
    private static final int NETWORK = 16;
    private static final int REGEX = 64;
    private static final int EVERY_FIELD = 1_024;

    private Arranged() {}

    public static Predicate of(Predicate predicate) {
        if (predicate instanceof All all) {
            return new All(cheapestFirst(all.parts));
        } else if (predicate instanceof Any any) {
            return new Any(cheapestFirst(any.parts));
        } else if (predicate instanceof Not not) {
            return new Not(of(not.part()));
        } else if (predicate instanceof Text text && text.match() instanceof TextMatch.Regex regex) {
            return new Text(text.field(), new TextMatch.Remembered(regex));
        }
        return predicate;
    }

    /**
     * What is left to test where the event is known to have one of the {@linkplain Required required} values of a field: without the
     * lines that ask for just that. Of several texts the event may have another one besides; there, all is left.
     *
     * @param values those that are required of the field
     */
    public static Predicate given(Field field, Set<Object> values, Predicate predicate) {
        if (predicate instanceof All all) {
            return All.of(Arrays.stream(all.parts)
                    .filter(part -> !isSettledBy(field, values, part))
                    .map(part -> given(field, values, part))
                    .filter(part -> !isSettled(part))
                    .toList());
        }
        return isSettledBy(field, values, predicate) ? new All() : predicate;
    }

    /** Whether nothing is left to test. */
    public static boolean isSettled(Predicate predicate) {
        return predicate instanceof All all && all.parts.length == 0;
    }

    private static boolean isSettledBy(Field field, Set<Object> values, Predicate part) {
        return !field.type().isTexts()
                && Required.onlyOf(field, part)
                        .filter(enough -> enough.containsAll(values))
                        .isPresent();
    }

    private static Predicate[] cheapestFirst(Predicate[] parts) {
        return Arrays.stream(parts)
                .sorted(Comparator.comparingInt(Arranged::cost))
                .map(Arranged::of)
                .toArray(Predicate[]::new);
    }

    /** Roughly, in comparisons. */
    private static int cost(Predicate predicate) {
        if (predicate instanceof All all) {
            return cost(all.parts);
        } else if (predicate instanceof Any any) {
            return cost(any.parts);
        } else if (predicate instanceof Not not) {
            return cost(not.part());
        } else if (predicate instanceof Keyword) {
            return EVERY_FIELD;
        } else if (predicate instanceof Text text) {
            return cost(text.match()) * (text.field().type().isTexts() ? 2 : 1);
        }
        return COMPARISON;
    }

    private static int cost(Predicate[] parts) {
        return Arrays.stream(parts).mapToInt(Arranged::cost).sum();
    }

    private static int cost(TextMatch match) {
        return match instanceof TextMatch.Regex
                ? REGEX
                : match instanceof Network || match instanceof NetworkSet
                        ? NETWORK
                        : match instanceof TextMatch.Part ? PART : COMPARISON;
    }
}
