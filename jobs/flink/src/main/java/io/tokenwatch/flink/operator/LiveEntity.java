package io.tokenwatch.flink.operator;

import io.tokenwatch.engine.Entity;
import io.tokenwatch.state.BytesOut;
import org.jspecify.annotations.Nullable;

/** An entity in use: the state of a key, whether it must be written, and the timer that will clear it. */
final class LiveEntity {
    private final Key128 key;
    /** The high half of the key, here so that a look-up need not follow the reference. */
    private final long high;

    private final Entity entity;
    /** Time of the key's one pending timer, milliseconds since the epoch; {@link Long#MIN_VALUE} if it has none. */
    private long timer;

    /** How many rules had a state when the timer was set. */
    private int rulesThen;

    private boolean dirty;
    /** Whether the cache holds it, so that it is written later rather than now. */
    private boolean resident;

    /** Whether it was asked for since the cache last looked for something to evict. */
    private boolean used;

    private LiveEntity(Key128 key, Entity entity, long timer) {
        this.key = key;
        this.high = key.high();
        this.entity = entity;
        this.timer = timer;
    }

    static LiveEntity decode(Key128 key, byte @Nullable [] bytes) {
        if (bytes == null) {
            return new LiveEntity(key, new Entity(), Long.MIN_VALUE);
        }
        io.tokenwatch.state.BytesIn in = new io.tokenwatch.state.BytesIn(bytes);
        long timer = in.readSigned();
        return new LiveEntity(key, Entity.decode(in), timer);
    }

    /** Empty if nothing is known of the key, so that the store can drop it. */
    byte[] encode(BytesOut out, BytesOut scratch) {
        out.clear();
        if (!entity.isEmpty()) {
            out.writeSigned(timer);
            entity.encode(out, scratch);
        }
        return out.toByteArray();
    }

    long high() {
        return high;
    }

    Key128 key() {
        return key;
    }

    Entity entity() {
        return entity;
    }

    long timer() {
        return timer;
    }

    void timer(long time) {
        timer = time;
        rulesThen = entity.size();
    }

    /** Whether it has none, or none was needed then and another rule has come to this key since. */
    boolean needsTimer() {
        return timer == Long.MIN_VALUE || (timer == Long.MAX_VALUE && entity.size() != rulesThen);
    }

    boolean dirty() {
        return dirty;
    }

    void dirty(boolean value) {
        dirty = value;
    }

    boolean resident() {
        return resident;
    }

    void resident(boolean value) {
        resident = value;
    }

    boolean used() {
        return used;
    }

    void used(boolean value) {
        used = value;
    }
}
