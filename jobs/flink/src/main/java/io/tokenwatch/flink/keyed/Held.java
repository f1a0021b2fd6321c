package io.tokenwatch.flink.keyed;

import io.tokenwatch.flink.operator.Key128;
import org.jspecify.annotations.Nullable;

/** The state of a key, in use. */
final class Held<S> {
    static final long NEVER = Long.MAX_VALUE;

    final Key128 key;

    @Nullable
    S state;
    /** Time of the key's one pending timer, milliseconds since the epoch. */
    long timer = NEVER;

    Held(Key128 key) {
        this.key = key;
    }
}
