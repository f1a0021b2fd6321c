package io.tokenwatch.flink.operator;

import io.tokenwatch.engine.Routed;

/** The entities in use: get one, change it, say changed. One thread. */
interface Entities {
    /** The first {@code count} of these are asked for next: what is in memory can be fetched now. */
    default void expect(Routed[] next, int count) {}

    LiveEntity get(Key128 key) throws Exception;

    /** Must follow every change, before the next {@link #get}. */
    void changed(LiveEntity entity) throws Exception;

    /** Writes what has changed since the last flush. */
    void flush() throws Exception;
}
