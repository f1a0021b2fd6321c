package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Holds if a text of one field lies so in a text of the other: any of its texts, or with {@code all}, if each text of the
 * other field has one.
 */
record Refers(Field field, Field other, TextRelation relation, boolean caseless, boolean all) implements Predicate {
    @Override
    public Optional<Field> about() {
        return Optional.of(field);
    }

    @Override
    public String need() {
        return relation.need((all ? "each " : "") + other.fieldName());
    }

    @Override
    public boolean test(TokenEvent event) {
        String[] values = texts(event, field);
        String[] wanted = texts(event, other);
        if (values.length == 0 || wanted.length == 0) {
            return false;
        }
        for (String one : wanted) {
            if (any(values, one) != all) {
                return !all;
            }
        }
        return all;
    }

    private boolean any(String[] values, String wanted) {
        for (String value : values) {
            if (relation.holds(value, wanted, caseless)) {
                return true;
            }
        }
        return false;
    }

    private static String[] texts(TokenEvent event, Field field) {
        Object value = event.value(field);
        return value instanceof String[] many ? many : value == null ? new String[0] : new String[] {value.toString()};
    }

    @Override
    public void fields(Consumer<Field> out) {
        out.accept(field);
        out.accept(other);
    }
}
