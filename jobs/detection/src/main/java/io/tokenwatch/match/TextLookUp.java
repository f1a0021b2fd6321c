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
    void follow(String value, TokenEvent event, SelectionSet found) {
        int spread = Slots.spread(value.hashCode());
        if (slots.mayHold(spread)) {
            int slot = slots.first(spread);
            for (Branch branch = branches[slot]; branch != null; branch = branches[slot]) {
                if (value.equals(texts[slot])) {
                    branch.match(event, found);
                    return;
                }
                slot = slots.next(slot);
            }
        }
    }
}
