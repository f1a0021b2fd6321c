package io.tokenwatch.engine;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Map;

/** Leads to the {@link Branch} of the event's value in one field; for an array field, to that of each of its elements. */
final class LookUp {
    private static final int BITS_PER_VALUE = 16;

    /** Multiplied, every bit of a hash moves the upper ones, which choose word and bit. */
    private static final int SPREAD = 0x9E3779B9;

    private final Field field;
    private final boolean text;
    private final boolean texts;
    /** By texts, or by numbers as Long. */
    private final Map<Object, Branch> byValue;

    /** A bit for the hash of each value: nearly every event has another, and most of those are passed over by this alone. */
    private final long[] hashes;

    LookUp(Field field, Map<Object, Branch> byValue) {
        this.field = field;
        this.text = field.type().isText();
        this.texts = field.type().isTexts();
        this.byValue = byValue;
        this.hashes = new long[Math.max(1, Integer.highestOneBit(byValue.size() * BITS_PER_VALUE / Long.SIZE))];
        for (Object value : byValue.keySet()) {
            hashes[word(value)] |= bit(value);
        }
    }

    private int word(Object value) {
        return ((value.hashCode() * SPREAD) >>> 10) & (hashes.length - 1);
    }

    private static long bit(Object value) {
        return 1L << ((value.hashCode() * SPREAD) >>> (Integer.SIZE - 6));
    }

    void match(TokenEvent event, Matches found) {
        if (text) {
            String value = event.text(field);
            if (value != null) {
                follow(value, event, found);
            }
        } else if (texts) {
            String[] values = event.texts(field);
            if (values != null) {
                for (String value : values) {
                    follow(value, event, found);
                }
            }
        } else if (event.has(field)) {
            follow(event.number(field), event, found);
        }
    }

    private void follow(Object value, TokenEvent event, Matches found) {
        Branch branch = (hashes[word(value)] & bit(value)) == 0 ? null : byValue.get(value);
        if (branch != null) {
            branch.match(event, found);
        }
    }
}
