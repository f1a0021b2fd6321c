package io.tokenwatch.flink.operator;

import io.tokenwatch.engine.Entity;
import io.tokenwatch.state.BytesOut;
import org.jspecify.annotations.Nullable;

/**
 * An entity in use: the state of a key, whether it must be written, and the timer that will clear it. Where nothing of it is decoded, all
 * that is in a {@link PackedEntity}, which this is a view of.
 */
final class LiveEntity extends Entity {
    private static final byte[] NONE = {};

    private long high;
    private long low;

    /** Time of the key's one pending timer, milliseconds since the epoch; {@link Long#MIN_VALUE} if it has none. */
    private long timer;

    /** How many rules had a state when the timer was set. */
    private int rulesThen;

    private boolean dirty;
    /** Whether the cache holds it, so that it is written later rather than now. */
    private boolean resident;

    /** Whether it was asked for since the cache last looked for something to evict. */
    private boolean used;

    private LiveEntity(byte[] packed) {
        super(packed, PackedEntity.HEAD, PackedEntity.HEAD);
        over(packed);
    }

    private LiveEntity(LiveEntity other) {
        super(other);
        high = other.high;
        low = other.low;
        timer = other.timer;
        rulesThen = other.rulesThen;
        dirty = other.dirty;
        resident = other.resident;
        used = other.used;
    }

    /** @param stored what {@link #write} wrote; null if nothing is known of the key */
    static LiveEntity of(Key128 key, byte @Nullable [] stored) {
        return new LiveEntity(PackedEntity.of(key, stored));
    }

    /** Makes this a view of that one. */
    LiveEntity over(byte[] packed) {
        over(packed, PackedEntity.end(packed));
        high = PackedEntity.high(packed);
        low = PackedEntity.low(packed);
        timer = PackedEntity.timer(packed);
        rulesThen = PackedEntity.rulesThen(packed);
        dirty = PackedEntity.is(packed, PackedEntity.DIRTY);
        used = PackedEntity.is(packed, PackedEntity.USED);
        resident = true;
        return this;
    }

    /** One that lasts, in the place of this view. */
    LiveEntity detached() {
        return new LiveEntity(this);
    }

    /** All of it; only where no state {@link #isDecoded}. */
    byte[] packed() {
        byte[] packed = bytes();
        PackedEntity.head(
                packed, timer, end(), rulesThen, (dirty ? PackedEntity.DIRTY : 0) | (used ? PackedEntity.USED : 0));
        return packed;
    }

    /** Whether any state is decoded, so that the bytes do not hold everything. */
    boolean isDecoded() {
        return isOpen();
    }

    /** Writes its timer and its records; nothing if nothing is known of the key, so that the store can drop it. */
    void write(EntityStore store, BytesOut scratch) throws Exception {
        if (isEmpty()) {
            store.write(key(), NONE, 0, 0);
        } else if (isDecoded()) {
            scratch.clear();
            scratch.writeLong(timer);
            encode(scratch);
            store.write(key(), scratch.array(), 0, scratch.size());
        } else {
            store.write(key(), packed(), PackedEntity.STORED, end() - PackedEntity.STORED);
        }
    }

    boolean isOf(long otherHigh, long otherLow) {
        return high == otherHigh && low == otherLow;
    }

    /** A new one. */
    Key128 key() {
        return new Key128(high, low);
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
