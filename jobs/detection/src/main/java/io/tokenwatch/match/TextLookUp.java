package io.tokenwatch.match;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By a text. */
final class TextLookUp implements ValueLookUp {
    private final Field field;
    private final Slots slots;
    private final @Nullable String[] texts;
    private final @Nullable Branch[] branches;

    TextLookUp(Field field, Map<Object, Branch> byText) {
        this.field = field;
        slots = new Slots(byText.size());
        texts = new @Nullable String[slots.size()];
        branches = new @Nullable Branch[slots.size()];
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
        });
    }

    @Override
    public void match(TokenEvent event, Matches found) {
        long lies = event.lying(field);
        if (lies != 0) {
            int spread = Slots.spread(hash(event.line(), (int) (lies >>> 32), (int) lies));
            if (!slots.mayHold(spread)) {
                return; // without making a String of it
            }
        }
        String value = event.text(field);
        if (value != null) {
            follow(value, event, found);
        }
    }

    /** As {@link String#hashCode}, of ASCII. */
    private static int hash(byte[] line, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + line[i];
        }
        return hash;
    }

    @Override
    public void follow(String value, TokenEvent event, Matches found) {
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
