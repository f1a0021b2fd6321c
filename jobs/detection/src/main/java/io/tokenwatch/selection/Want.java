package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a condition needs of an event, and the events of a source never have.
 *
 * @param words of which the field would have to be one; none if anything would do
 */
public record Want(Field field, Set<String> words) implements Comparable<Want> {
    public Want {
        words = Set.copyOf(words);
    }

    public static Want of(Field field) {
        return new Want(field, Set.of());
    }

    @Override
    public int compareTo(Want other) {
        int byField = field.compareTo(other.field);
        return byField == 0 ? toString().compareTo(other.toString()) : byField;
    }

    /** As one would write it in a rule: {@code src.asn}, {@code token_kind: pat}. */
    @Override
    public String toString() {
        TreeSet<String> sorted = new TreeSet<>(words);
        return switch (sorted.size()) {
            case 0 -> field.fieldName();
            case 1 -> field.fieldName() + ": " + sorted.first();
            default -> field.fieldName() + ": " + sorted;
        };
    }
}
