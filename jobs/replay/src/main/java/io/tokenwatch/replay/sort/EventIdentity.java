package io.tokenwatch.replay.sort;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.Bits;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Captured;
import java.util.Objects;

/** Hashes by which events are told apart: which event it is, and what a copy of it says. One thread. */
public final class EventIdentity {
    private static final Hasher64 HASH = Hashing.xxh3_64();
    private static final Field[] FIELDS = Field.values();
    /** Keeps the fields apart. */
    private static final long FIELD = 0x9E3779B97F4A7C15L;

    private final TextHashes texts = new TextHashes();
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

    /**
     * Of all that the event says: a sum over its fields, so that what is known of a text that was met before is not worked out again. The same
     * for the same texts, however the event holds them.
     */
    @SuppressWarnings("EnumOrdinal") // only within one replay
    public long content(TokenEvent event) {
        long sum = 0;
        for (int word = 0; word < TokenEvent.WORDS; word++) {
            for (long bits = event.said(word); bits != 0; bits &= bits - 1) {
                int ordinal = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                sum += Bits.mix(value(event, FIELDS[ordinal]) + ordinal * FIELD);
            }
        }
        return Bits.mix(sum);
    }

    /** Of a field that the event has. */
    private long value(TokenEvent event, Field field) {
        if (field.type().isNumber()) {
            return event.number(field);
        }
        if (field.type().isTexts()) {
            return texts.of(Objects.requireNonNull(event.texts(field)));
        }
        long lying = event.lying(field);
        return lying == 0
                ? texts.of(Objects.requireNonNull(event.text(field)))
                : TextHashes.of(event.line(), (int) (lying >>> 32), (int) lying);
    }
}
