package io.tokenwatch.replay.sort;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Goes through events in {@link KeptEvent#ORDER}, once. */
public interface Cursor extends Closeable {
    /** The next one; null after the last. */
    @Nullable
    KeptEvent next() throws IOException;

    @Override
    default void close() throws IOException {}

    /** Over events in memory that are in order. */
    static Cursor over(Iterable<KeptEvent> sorted) {
        Iterator<KeptEvent> events = sorted.iterator();
        return () -> events.hasNext() ? events.next() : null;
    }
}
