package io.tokenwatch.flink.operator;

import io.tokenwatch.engine.Entity;
import io.tokenwatch.state.BytesOut;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** An entity in use: the state of a key, whether it must be written, and the timer that will clear it. */
final class LiveEntity extends Entity {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NONE = {};

    private final Key128 key;
    /** The halves of the key, here so that a look-up need not follow the reference. */
    private final long high;

    private final long low;

    /** Time of the key's one pending timer, milliseconds since the epoch; {@link Long#MIN_VALUE} if it has none. */
    private long timer;

    /** How many rules had a state when the timer was set. */
    private int rulesThen;

    private boolean dirty;
    /** Whether the cache holds it, so that it is written later rather than now. */
    private boolean resident;

    /** Whether it was asked for since the cache last looked for something to evict. */
    private boolean used;

    private LiveEntity(Key128 key, byte[] bytes, int end, long timer) {
        super(bytes, end);
        this.key = key;
        this.high = key.high();
        this.low = key.low();
        this.timer = timer;
    }

    /** Takes over the bytes: the entity, then its timer. */
    static LiveEntity decode(Key128 key, byte @Nullable [] bytes) {
        if (bytes == null) {
            return new LiveEntity(key, NONE, 0, Long.MIN_VALUE);
        }
        int end = bytes.length - Long.BYTES;
        return new LiveEntity(key, bytes, end, (long) LONG.get(bytes, end));
    }

    /** Empty if nothing is known of the key, so that the store can drop it. */
    byte[] toBytes(BytesOut scratch) {
        if (isEmpty()) {
            return NONE;
        }
        byte[] bytes = encoded(scratch, Long.BYTES);
        LONG.set(bytes, bytes.length - Long.BYTES, timer);
        return bytes;
    }

    boolean isOf(Key128 other) {
        return high == other.high() && low == other.low();
    }

    Key128 key() {
        return key;
    }

    long timer() {
        return timer;
    }

    void timer(long time) {
        timer = time;
        rulesThen = size();
    }

    /** Whether it has none, or none was needed then and another rule has come to this key since. */
    boolean needsTimer() {
        return timer == Long.MIN_VALUE || (timer == Long.MAX_VALUE && size() != rulesThen);
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
