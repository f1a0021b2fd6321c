package io.tokenwatch.replay.sort;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Captured;
import java.util.stream.Stream;

/** Hashes by which events are told apart: which event it is, and what a copy of it says. One thread. */
public final class EventIdentity {
    private static final Hasher64 HASH = Hashing.xxh3_64();
    private static final Field[] FIELDS = Field.values();
    private static final Field[] NUMBERS =
            Stream.of(FIELDS).filter(field -> field.type().isNumber()).toArray(Field[]::new);
    private static final Field[] OTHERS =
            Stream.of(FIELDS).filter(field -> !field.type().isNumber()).toArray(Field[]::new);

    private final BytesOut scratch = new BytesOut(1024);

    /** Of the event id within tenant and source, which is the unit of deduplication. Positive. */
    public long id(TokenEvent event) {
        scratch.clear();
        Captured.write(scratch, event, Field.TENANT);
        Captured.write(scratch, event, Field.SOURCE);
        Captured.write(scratch, event, Field.EVENT_ID);
        return Math.max(1, HASH.hashBytesToLong(scratch.array(), 0, scratch.size()) & Long.MAX_VALUE);
    }

    /**
     * Of an event's time, id and content. The sum of these over events tells which events they are, whatever their order.
     */
    public static long digest(long time, long id, long content) {
        return HASH.hashStream().putLong(time).putLong(id).putLong(content).getAsLong();
    }

    /** Of all that the event says. */
    @SuppressWarnings("EnumOrdinal") // only within one replay
    public long content(TokenEvent event) {
        scratch.clear();
        for (Field field : NUMBERS) {
            long number = event.number(field);
            if (number != TokenEvent.ABSENT) {
                scratch.writeByte(field.ordinal());
                scratch.writeLong(number);
            }
        }
        for (Field field : OTHERS) {
            if (event.has(field)) {
                scratch.writeByte(field.ordinal());
                Captured.write(scratch, event, field);
            }
        }
        return HASH.hashBytesToLong(scratch.array(), 0, scratch.size());
    }
}
