package io.tokenwatch.connector.mapping;

import io.tokenwatch.connector.record.LineForm;
import io.tokenwatch.connector.record.Pointer;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping file says.
 *
 * @param recognise a line is the product's if it holds all texts of one of these
 * @param inside where the record itself may be, in the order to look; the whole line where none of them is
 * @param each the things in a record that are events; null if the record is one
 * @param type the product's name for the kind of record, by which those that are skipped are counted
 * @param cases the first that holds says what a record is, and those before it that are in addition
 * @param locations how many places of a record are named
 */
record Mapping(
        String format,
        String product,
        LineForm lines,
        List<List<String>> recognise,
        List<Pointer> inside,
        @Nullable Pointer each,
        Origin type,
        List<Case> cases,
        int locations) {
    /**
     * What is true of some records, and the events they are; none if they are of no interest.
     *
     * @param also whether the cases after it may hold, too
     */
    record Case(Condition when, boolean also, List<Event> events) {}

    /** One event of a record. Its fields are in the order of {@link Field}, and say at least when and what. */
    record Event(Condition when, Map<Field, Origin> fields) {
        Shape shape() {
            Map<Field, Set<String>> said = new EnumMap<>(Field.class);
            List.of(Field.EVENT_ID, Field.TENANT, Field.SOURCE).forEach(always -> said.put(always, Set.of()));
            fields.forEach((field, origin) -> {
                Set<String> words = new TreeSet<>(Objects.requireNonNullElse(origin.vocabulary(), Set.of()));
                boolean saysNothing = words.remove("");
                if (!saysNothing || !words.isEmpty()) { // one whose every word says nothing is never there
                    said.put(field, field.type().isText() ? words : Set.of());
                }
            });
            return new Shape(said);
        }
    }

    /** What a record, or an element of it, is; nothing if it is no token event. */
    List<Event> events(View view) {
        List<Event> events = new ArrayList<>();
        for (Case one : cases) {
            if (one.when.holds(view)) {
                events.addAll(one.events);
                if (!one.also) {
                    break;
                }
            }
        }
        return events;
    }

    boolean recognises(String line) {
        for (List<String> texts : recognise) {
            if (texts.stream().allMatch(line::contains)) {
                return true;
            }
        }
        return false;
    }

    /** What each of the events can say, and what every event has. */
    List<Shape> shapes() {
        Set<Shape> shapes = new LinkedHashSet<>();
        for (Case one : cases) {
            one.events.forEach(event -> shapes.add(event.shape()));
        }
        return List.copyOf(shapes);
    }
}
