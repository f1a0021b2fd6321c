package io.tokenwatch.rule;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import io.tokenwatch.selection.Want;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether a rule can find anything in an input that supplies only some of the fields, or only some kinds of events. */
public final class Evaluability {
    private Evaluability() {}

    /** As {@link #lacks(Rule, Collection)}, where no more is known of the input than its fields. */
    public static List<Field> lacks(Rule rule, Set<Field> supplied) {
        return lacks(rule, List.of(Shape.of(supplied))).stream()
                .map(Want::field)
                .toList();
    }

    /**
     * For lack of what the rule says nothing about the input: a key without fields, a step for which no kind of event is
     * there, a comparison with what is always absent. Fields that the rule only shows do not count. Of a step that no kind
     * of event fits, what the nearest one lacks is told.
     *
     * @param shapes the kinds of events that the input has, see {@code Connector.shapes}
     * @return in the order of {@link Field}; empty if the rule is evaluable
     */
    public static List<Want> lacks(Rule rule, Collection<Shape> shapes) {
        Set<Want> lacking = new TreeSet<>();
        List<Shape> fitting = new ArrayList<>();
        for (int step = 0; step < rule.steps().size(); step++) {
            if ((rule.detector().asides() & 1 << step) != 0) {
                continue;
            }
            List<Shape> some = new ArrayList<>();
            List<Set<Want>> others = new ArrayList<>();
            for (Shape shape : shapes) {
                Set<Want> wants = wants(rule, step, shape);
                if (wants.isEmpty()) {
                    some.add(shape);
                } else {
                    others.add(wants);
                }
            }
            fitting.addAll(some);
            if (some.isEmpty()) {
                others.stream().min(NEAREST).ifPresent(lacking::addAll);
            }
        }
        Set<Field> compared = EnumSet.noneOf(Field.class);
        compared.addAll(rule.compared().somewhere());
        compared.removeAll(Shape.fields(lacking.isEmpty() ? fitting : shapes));
        lacking.removeIf(want -> compared.contains(want.field()));
        compared.forEach(field -> lacking.add(Want.of(field)));
        return List.copyOf(lacking);
    }

    private static final Comparator<Set<Want>> NEAREST = Comparator.<Set<Want>, Boolean>comparing(
                    wants -> wants.stream().anyMatch(want -> want.field() == Field.EVENT_TYPE))
            .thenComparing(Set::size)
            .thenComparing(Object::toString);

    private static Set<Want> wants(Rule rule, int step, Shape shape) {
        Set<Want> wants = new TreeSet<>(rule.steps().get(step).predicate().lacks(shape));
        if (wants.stream().anyMatch(want -> want.field() == Field.EVENT_TYPE)) {
            wants.removeIf(want -> want.field() != Field.EVENT_TYPE); // of another kind of event nothing else matters
            return wants;
        }
        for (KeyPart part : rule.groupBy()) {
            if (!shape.has(part.field(step))) {
                wants.add(Want.of(part.field(step)));
            }
        }
        for (Field field : rule.compared().ofStep().getOrDefault(step, Set.of())) {
            if (!shape.has(field)) {
                wants.add(Want.of(field));
            }
        }
        return wants;
    }
}
