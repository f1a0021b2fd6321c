package io.tokenwatch.match;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.selection.Arranged;
import io.tokenwatch.selection.Predicate;
import java.util.List;
import java.util.Set;

/** A selection and all steps of rules that select just this: tested once for all of them. */
final class SharedSelection {
    /**
     * Who has the selection.
     *
     * @param steps a bit per step of the rule
     */
    record Use(int rule, int steps) {}

    private final Predicate predicate;
    private final Use[] uses;

    SharedSelection(Predicate predicate, List<Use> uses) {
        this(predicate, uses.toArray(Use[]::new));
    }

    private SharedSelection(Predicate predicate, Use[] uses) {
        this.predicate = predicate;
        this.uses = uses;
    }

    /** For events that have one of these values in that field, which are those that it requires. */
    SharedSelection given(Field field, Set<Object> values) {
        return new SharedSelection(Arranged.given(field, values, predicate), uses);
    }

    void match(TokenEvent event, Matches found) {
        found.count();
        if (predicate.test(event)) {
            for (Use use : uses) {
                found.add(use.rule(), use.steps());
            }
        }
    }
}
