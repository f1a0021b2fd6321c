package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The fields whose values a rule keeps with each piece of evidence, in the order of their indices. */
public final class Captures {
    private final List<Field> fields = new ArrayList<>();
    private final Set<Field> needed = EnumSet.noneOf(Field.class);
    private final Map<Integer, Set<Field>> ofStep = new TreeMap<>();

    /** The index of the field, capturing it if it was not. */
    public int index(Field field) {
        needed.add(field);
        return indexIfPresent(field);
    }

    /** The same of a field that the events of that step cannot do without. */
    public int index(Field field, int step) {
        ofStep.computeIfAbsent(step, none -> EnumSet.noneOf(Field.class)).add(field);
        return index(field);
    }

    /** The same of a field that events may do without. */
    public int indexIfPresent(Field field) {
        int index = fields.indexOf(field);
        if (index < 0) {
            fields.add(field);
            index = fields.size() - 1;
        }
        return index;
    }

    /** Without which the rule says nothing. */
    public Needs needed() {
        Map<Integer, Set<Field>> compared = new TreeMap<>();
        ofStep.forEach((step, of) -> compared.put(step, Set.copyOf(of)));
        return new Needs(fields.stream().filter(needed::contains).toList(), compared);
    }

    public List<Field> fields() {
        return List.copyOf(fields);
    }
}
