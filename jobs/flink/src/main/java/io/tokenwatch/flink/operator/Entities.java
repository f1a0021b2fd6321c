package io.tokenwatch.flink.operator;

/** The entities in use: get one, change it, say changed. One thread. */
interface Entities {
    LiveEntity get(Key128 key) throws Exception;

    /** Must follow every change, before the next {@link #get}. */
    void changed(LiveEntity entity) throws Exception;

    /** Writes what has changed since the last flush. */
    void flush() throws Exception;
}
