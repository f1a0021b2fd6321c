package io.tokenwatch.match;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.selection.Arranged;
import io.tokenwatch.selection.Decided;
import io.tokenwatch.selection.Predicate;
import java.util.Optional;
import java.util.Set;

/** A selection with its number, or what of it is left to test at some place in the index. All steps of rules that select just this share it. */
final class SharedSelection {
    private final int number;
    private final Predicate predicate;
    /** Nothing is left to test. */
    private final boolean settled;

    SharedSelection(int number, Predicate predicate) {
        this.number = number;
        this.predicate = predicate;
        this.settled = Arranged.isSettled(predicate);
    }

    /** For events that have one of these values in that field, which are those that it requires. */
    SharedSelection given(Field field, Set<Object> values) {
        return new SharedSelection(number, Arranged.given(field, values, predicate));
    }

    void settle(Situation.Settled settled) {
        Optional<Boolean> holds = Decided.of(predicate, settled.event, Situation.KNOWN);
        if (holds.isEmpty()) {
            settled.tested.add(new SharedSelection(number, Decided.left(predicate, settled.event, Situation.KNOWN)));
        } else if (holds.get()) {
            settled.met.add(number);
        }
    }

    void match(TokenEvent event, SelectionSet found) {
        found.count();
        if (settled || predicate.test(event)) {
            found.add(number);
        }
    }
}
