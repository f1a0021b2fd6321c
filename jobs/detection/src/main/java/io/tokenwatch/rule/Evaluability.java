package io.tokenwatch.rule;

import io.tokenwatch.event.Field;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether a rule can find anything in an input that supplies only some of the fields. */
public final class Evaluability {
    private Evaluability() {}

    /**
     * The fields for lack of which the rule says nothing about the input: a key without them, a step that can never hold, a
     * comparison with what is always absent. Fields that the rule only shows do not count.
     *
     * @param supplied what the input can say, see {@code Connector.supplies}
     * @return in the order of {@link Field}; empty if the rule is evaluable
     */
    public static List<Field> lacks(Rule rule, Set<Field> supplied) {
        Set<Field> lacking = EnumSet.noneOf(Field.class);
        rule.groupBy().forEach(part -> lacking.addAll(part.fields()));
        lacking.addAll(rule.compared());
        lacking.removeAll(supplied);
        rule.steps().forEach(step -> lacking.addAll(step.predicate().lacks(supplied)));
        return List.copyOf(lacking);
    }
}
