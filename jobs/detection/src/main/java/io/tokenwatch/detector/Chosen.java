package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.selection.Predicate;
import io.tokenwatch.state.Evidence;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A selection on the event that a step chose, made of what the rule keeps of it. */
record Chosen(int step, Predicate predicate, Map<Field, Integer> captures) implements When.Part {
    static Chosen of(int step, Predicate predicate, Captures captures) {
        Map<Field, Integer> kept = new TreeMap<>();
        for (Field field : fields(predicate)) {
            if (field != Field.EVENT_TIME && field != Field.EVENT_ID) { // at hand
                kept.put(field, captures.index(field));
            }
        }
        return new Chosen(step, predicate, kept);
    }

    static TreeSet<Field> fields(Predicate predicate) {
        TreeSet<Field> fields = new TreeSet<>();
        predicate.fields(fields::add);
        return fields;
    }

    @Override
    public boolean holds(Evidence[] chosen) {
        Evidence evidence = chosen[step];
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_TIME, evidence.time());
        event.set(Field.EVENT_ID, evidence.eventId());
        captures.forEach((field, capture) -> {
            Object value = evidence.value(capture, field);
            if (value instanceof String[] many) {
                event.set(field, many);
            } else if (value instanceof String text) {
                event.set(field, text);
            } else if (value != null) {
                event.set(field, evidence.number(capture)); // as it was kept: a fraction as its bits
            }
        });
        return predicate.test(event);
    }
}
