package io.tokenwatch.match;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By a text, as a String or as it lies in its line, of which no String is made then. */
final class TextLookUp extends ValueLookUp {
    private final Slots slots;
    private final @Nullable String[] texts;
    private final @Nullable Branch[] branches;
    /** Those that may lie in a line. */
    private final LineTexts lying;

    TextLookUp(Field field, Map<Object, Branch> byText) {
        super(field);
        slots = new Slots(byText.size());
        texts = new @Nullable String[slots.size()];
        branches = new @Nullable Branch[slots.size()];
        lying = new LineTexts(byText.size());
        byText.forEach((value, branch) -> {
            String text = (String) value;
            int spread = Slots.spread(text.hashCode());
            slots.add(spread);
            int slot = slots.first(spread);
            while (branches[slot] != null) {
                slot = slots.next(slot);
            }
            texts[slot] = text;
            branches[slot] = branch;
            lying.add(text, branch);
        });
    }

    @Override
    void match(TokenEvent event, SelectionSet found) {
        long lies = event.lying(field);
        if (lies != 0) {
            Branch branch = lying.find(event.line(), (int) (lies >>> 32), (int) lies);
            if (branch != null) {
                branch.match(event, found);
            }
            return;
        }
        String value = event.text(field);
        if (value != null) {
            follow(value, event, found);
        }
    }

    @Override
    void settle(Situation.Settled settled) {
        if (Situation.KNOWN.contains(field)) {
            Branch branch = branch(settled.event.text(field));
            if (branch != null) {
                branch.settle(settled);
            }
        } else {
            super.settle(settled);
        }
    }

    @Override
    void follow(String value, TokenEvent event, SelectionSet found) {
        Branch branch = branch(value);
        if (branch != null) {
            branch.match(event, found);
        }
    }

    /** Where that value leads; null if nowhere. */
    private @Nullable Branch branch(@Nullable String value) {
        int spread = value == null ? 0 : Slots.spread(value.hashCode());
        if (value == null || !slots.mayHold(spread)) {
            return null;
        }
        int slot = slots.first(spread);
        while (branches[slot] != null && !value.equals(texts[slot])) {
            slot = slots.next(slot);
        }
        return branches[slot];
    }
}
