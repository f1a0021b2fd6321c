package io.tokenwatch.flink.operator;

import org.jspecify.annotations.Nullable;

/** A keyed store of encoded entities, as the cache sees it. */
interface EntityStore {
    /** The bytes of the key's entity, null if there are none. Leaves the key context at that key. */
    byte @Nullable [] read(Key128 key) throws Exception;

    /** Writes the bytes of the key's entity, which are not kept, from there on; none remove it. */
    void write(Key128 key, byte[] bytes, int from, int length) throws Exception;

    /** Where the key stands among all keys, compared as unsigned numbers: a store that is sorted takes many fastest in that order. */
    long order(long high, long low);
}
