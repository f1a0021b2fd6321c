package io.tokenwatch.replay;

import java.util.Comparator;

/**
 * An event that waits to be judged.
 *
 * @param time event time, milliseconds since the epoch
 * @param id as {@link SeenEvents#id}
 * @param content as {@link SeenEvents#content}
 * @param fields as {@link EventCodec} writes them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by it
record KeptEvent(long time, long id, long content, byte[] fields) {
    /** By event time, then event: an order that does not depend on the files. */
    static final Comparator<KeptEvent> ORDER =
            Comparator.comparingLong(KeptEvent::time).thenComparingLong(KeptEvent::id);
}
