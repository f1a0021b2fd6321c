package io.tokenwatch.replay.sort;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.BytesIn;
import java.util.Comparator;

/**
 * An event that waits to be judged.
 *
 * @param time event time, milliseconds since the epoch
 * @param id as {@link EventIdentity#id}
 * @param content as {@link EventIdentity#content}
 * @param met what it meets, as {@link io.tokenwatch.engine.PackRouter#foresee} tells: not 0
 * @param bytes hold it from {@code from} to {@code to}, as {@link EventCodec} writes it
 * @param texts that it names by their numbers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by it
public record KeptEvent(long time, long id, long content, int met, byte[] bytes, int from, int to, TextTable texts) {
    /** By event time, then event: an order that does not depend on the files. */
    static final Comparator<KeptEvent> ORDER = Comparator.comparingLong(KeptEvent::time)
            .thenComparingLong(KeptEvent::id)
            .thenComparingLong(KeptEvent::content);

    /** Reads it; several threads may. */
    public void decode(TokenEvent into) {
        EventCodec.decode(in(), texts, into);
    }

    BytesIn in() {
        return new BytesIn(bytes, from, to);
    }
}
