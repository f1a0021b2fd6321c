package io.tokenwatch.event;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one kind of event of a source can say: a refresh, say, as one product tells it.
 *
 * @param fields that such an event may have, each with all that it can be; none if that is not known beforehand
 */
public record Shape(Map<Field, Set<String>> fields) {
    public Shape {
        EnumMap<Field, Set<String>> copy = new EnumMap<>(Field.class);
        fields.forEach((field, words) -> copy.put(field, Set.copyOf(words)));
        fields = copy;
    }

    /** These fields, whatever they say. */
    public static Shape of(Collection<Field> fields) {
        EnumMap<Field, Set<String>> any = new EnumMap<>(Field.class);
        fields.forEach(field -> any.put(field, Set.of()));
        return new Shape(any);
    }

    /** The same, and a field that is one of these words; whatever it says if there are none. */
    public Shape with(Field field, String... words) {
        EnumMap<Field, Set<String>> more = new EnumMap<>(Field.class);
        more.putAll(fields);
        more.put(field, Set.of(words));
        return new Shape(more);
    }

    public boolean has(Field field) {
        return fields.containsKey(field);
    }

    /** Whether the field may be there and be one of the words; any of its own if there are none. */
    public boolean canBe(Field field, Set<String> words) {
        Set<String> known = fields.get(field);
        return known != null
                && (known.isEmpty() || words.isEmpty() || known.stream().anyMatch(words::contains));
    }

    /** Whether an event of this shape may look like that one. */
    public boolean allows(TokenEvent event) {
        for (Field field : Field.values()) {
            if (event.has(field) && field != Field.UNTOLD) {
                String text = field.type().isText() ? event.text(field) : null;
                if (!canBe(field, text == null ? Set.of() : Set.of(text))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether some of them may have every field. */
    public static boolean tellsAll(Collection<Shape> shapes) {
        return shapes.stream().anyMatch(shape -> shape.fields.size() == Field.values().length);
    }

    /** Whatever one of them may have. */
    public static Set<Field> fields(Collection<Shape> shapes) {
        Set<Field> all = EnumSet.noneOf(Field.class);
        shapes.forEach(shape -> all.addAll(shape.fields.keySet()));
        return all;
    }

    @Override
    public String toString() {
        TreeSet<String> said = new TreeSet<>();
        fields.forEach((field, words) ->
                said.add(words.isEmpty() ? field.fieldName() : field.fieldName() + "=" + new TreeSet<>(words)));
        return said.toString();
    }
}
