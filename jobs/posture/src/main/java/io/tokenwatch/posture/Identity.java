package io.tokenwatch.posture;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.indicator.Cell;
import io.tokenwatch.keyed.Key;

/**
 * By what an event is known again: tenant, source and id, within the minute in which it happened.
 *
 * @param minute start of it, milliseconds since the epoch
 * @param hash of tenant, source and id
 */
public record Identity(long minute, long hash) {
    /** Into so many parts the events of a minute are split, so that several subtasks share a minute. */
    private static final int PARTS = 32;

    public static Identity of(TokenEvent event) {
        Key key = Key.of(event.text(Field.TENANT), event.text(Field.SOURCE), event.text(Field.EVENT_ID));
        return new Identity(Cell.minuteOf(event.eventTime()), key.low());
    }

    /** Where the events of that part of the minute are remembered. */
    public Key key() {
        return Key.of("seen", Long.toString(minute), Long.toString(hash & PARTS - 1));
    }
}
