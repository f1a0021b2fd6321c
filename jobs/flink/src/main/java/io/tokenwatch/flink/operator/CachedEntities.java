package io.tokenwatch.flink.operator;

import io.tokenwatch.state.BytesOut;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of live entities, least recently used first out, written back when evicted and at each flush. A full cache
 * admits a key at its second miss, so that keys seen once do not push out those that come again.
 */
final class CachedEntities implements Entities {
    private final EntityStore store;
    private final int capacity;
    private final Map<Key128, LiveEntity> live;
    /** Tags of the keys that missed lately. */
    private final int[] missed;

    private final BytesOut out = new BytesOut(512);
    private final BytesOut scratch = new BytesOut(512);
    private @Nullable LiveEntity newest;
    private @Nullable LiveEntity oldest;

    CachedEntities(EntityStore store, int capacity) {
        this.store = store;
        this.capacity = capacity;
        this.live = new HashMap<>(Math.min(capacity, 1 << 16) * 4 / 3 + 1);
        this.missed = new int[Integer.highestOneBit(Math.max(64, capacity * 4))];
    }

    /** Evicts first and reads last, so that after a miss the key context is this key. */
    @Override
    public LiveEntity get(Key128 key) throws Exception {
        LiveEntity found = live.get(key);
        if (found != null) {
            touch(found);
            return found;
        }
        boolean admit = live.size() < capacity || missedBefore(key);
        if (admit && live.size() >= capacity) {
            evict();
        }
        LiveEntity loaded = LiveEntity.decode(key.copy(), store.read(key));
        loaded.resident(admit);
        if (admit) {
            live.put(loaded.key(), loaded);
            append(loaded);
        }
        return loaded;
    }

    /** A resident entity is written later, any other now. */
    @Override
    public void changed(LiveEntity entity) throws Exception {
        entity.dirty(true);
        if (!entity.resident()) {
            write(entity);
        } else if (entity.entity().isEmpty()) {
            write(entity);
            live.remove(entity.key());
            unlink(entity);
            entity.resident(false);
        }
    }

    @Override
    public void flush() throws Exception {
        for (LiveEntity entity = oldest; entity != null; entity = entity.newer) {
            write(entity);
        }
    }

    private void evict() throws Exception {
        LiveEntity victim = oldest;
        if (victim != null) {
            write(victim);
            live.remove(victim.key());
            unlink(victim);
            victim.resident(false);
        }
    }

    private void write(LiveEntity entity) throws Exception {
        if (entity.dirty()) {
            store.write(entity.key(), entity.encode(out, scratch));
            entity.dirty(false);
        }
    }

    private void touch(LiveEntity entity) {
        if (entity != newest) {
            unlink(entity);
            append(entity);
        }
    }

    private void append(LiveEntity entity) {
        LiveEntity before = newest;
        entity.older = before;
        if (before == null) {
            oldest = entity;
        } else {
            before.newer = entity;
        }
        newest = entity;
    }

    private void unlink(LiveEntity entity) {
        LiveEntity before = entity.older;
        LiveEntity after = entity.newer;
        if (before == null) {
            oldest = after;
        } else {
            before.newer = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.older = before;
        }
        entity.older = null;
        entity.newer = null;
    }

    private boolean missedBefore(Key128 key) {
        long mixed = (key.high() * 31 + key.low()) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 40) & missed.length - 1;
        int tag = (int) mixed | 1;
        boolean before = missed[slot] == tag;
        missed[slot] = tag;
        return before;
    }
}
