package io.tokenwatch.match;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By a number. */
final class NumberLookUp extends LookUp {
    private final Slots slots;
    private final long[] numbers;
    private final @Nullable Branch[] branches;

    NumberLookUp(Field field, Map<Object, Branch> byNumber) {
        super(field);
        slots = new Slots(byNumber.size());
        numbers = new long[slots.size()];
        branches = new @Nullable Branch[slots.size()];
        byNumber.forEach((value, branch) -> {
            long number = (Long) value;
            int spread = spread(number);
            slots.add(spread);
            int slot = slots.first(spread);
            while (branches[slot] != null) {
                slot = slots.next(slot);
            }
            numbers[slot] = number;
            branches[slot] = branch;
        });
    }

    private static int spread(long number) {
        return Slots.spread(Long.hashCode(number));
    }

    @Override
    void match(TokenEvent event, SelectionSet found) {
        long number = event.number(field);
        if (number == TokenEvent.ABSENT) {
            return;
        }
        int spread = spread(number);
        if (slots.mayHold(spread)) {
            int slot = slots.first(spread);
            for (Branch branch = branches[slot]; branch != null; branch = branches[slot]) {
                if (numbers[slot] == number) {
                    branch.match(event, found);
                    return;
                }
                slot = slots.next(slot);
            }
        }
    }
}
