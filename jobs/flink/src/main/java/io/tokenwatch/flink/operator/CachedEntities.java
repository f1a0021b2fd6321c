package io.tokenwatch.flink.operator;

import io.tokenwatch.state.BytesOut;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of live entities, written back when evicted and at each flush. Open addressing, and eviction by a clock
 * (second chance) rather than a list in order of use: a hit then touches two cache lines instead of six. A full cache admits a
 * key at its second miss, so that keys seen once do not push out those that come again.
 */
final class CachedEntities implements Entities {
    private static final int SMALLEST_TABLE = 64;
    private static final int LARGEST_START = 1 << 16;
    private static final int NO_TAG = 0;

    private final EntityStore store;
    private final int capacity;
    /** Tags of the keys that missed lately. */
    private final int[] missed;

    private final BytesOut scratch = new BytesOut(512);
    /** A key's entity is in the first slot from its home on that is its own, with no empty slot before it. */
    private @Nullable LiveEntity[] table = new LiveEntity[SMALLEST_TABLE];

    /** A part of each slot's key, so that nearly all other keys are passed over without a look at their entities. */
    private int[] tags = new int[SMALLEST_TABLE];

    private int size;
    private int hand;
    /** Whether every key of the store is here too, so that it need not be asked for others. */
    private boolean complete;

    /** @param fresh whether the store is empty */
    CachedEntities(EntityStore store, int capacity, boolean fresh) {
        this.store = store;
        this.complete = fresh;
        this.capacity = capacity;
        while (isFull(Math.min(capacity, LARGEST_START))) {
            table = new LiveEntity[table.length * 2];
            tags = new int[table.length];
        }
        this.missed = new int[Integer.highestOneBit(Math.max(64, capacity * 4))];
    }

    @Override
    public LiveEntity get(Key128 key) throws Exception {
        LiveEntity found = table[find(key)];
        if (found != null) {
            found.used(true);
            return found;
        }
        boolean admit = size < capacity || missedBefore(key);
        if (admit && size >= capacity) {
            evict();
        }
        LiveEntity loaded = LiveEntity.decode(key.copy(), complete ? null : store.read(key));
        loaded.resident(admit);
        if (admit) {
            put(loaded);
        } else {
            complete = false;
        }
        return loaded;
    }

    /** A resident entity is written later, any other now. */
    @Override
    public void changed(LiveEntity entity) throws Exception {
        entity.dirty(true);
        if (!entity.resident()) {
            write(entity);
        } else if (entity.isEmpty()) {
            write(entity);
            remove(find(entity.key()));
        }
    }

    /** In the store's order: an insert then finds its neighbour where the last one left off. */
    @Override
    public void flush() throws Exception {
        int slotBits = Integer.numberOfTrailingZeros(table.length);
        long[] dirty = new long[size];
        int count = 0;
        for (int slot = 0; slot < table.length; slot++) {
            LiveEntity entity = table[slot];
            if (entity != null && entity.dirty()) {
                // the order's upper bits, shifted so that signed numbers compare as unsigned ones
                dirty[count++] = ((store.order(entity.key()) >>> slotBits << slotBits) | slot) ^ Long.MIN_VALUE;
            }
        }
        Arrays.sort(dirty, 0, count);
        for (int i = 0; i < count; i++) {
            LiveEntity entity = table[(int) dirty[i] & (table.length - 1)];
            if (entity != null) {
                write(entity);
            }
        }
    }

    /** The slot of the key, or the empty one where it belongs. */
    private int find(Key128 key) {
        int mask = table.length - 1;
        int slot = home(key, mask);
        int tag = tag(key);
        while (tags[slot] != NO_TAG) {
            if (tags[slot] == tag && holds(table[slot], key)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static boolean holds(@Nullable LiveEntity entity, Key128 key) {
        return entity != null && entity.isOf(key);
    }

    private void set(int slot, @Nullable LiveEntity entity) {
        table[slot] = entity;
        tags[slot] = entity == null ? NO_TAG : tag(entity.key());
    }

    private static int tag(Key128 key) {
        return (int) key.low() | 1;
    }

    /** Three quarters: small tables stay in the processor's caches, and other keys cost a tag each. */
    private boolean isFull(int entities) {
        return entities * 4L > table.length * 3L;
    }

    private static int home(Key128 key, int mask) {
        return (int) (key.low() >>> 32) & mask; // the key is a hash already
    }

    private void put(LiveEntity entity) {
        if (isFull(size + 1)) {
            @Nullable LiveEntity[] old = table;
            table = new LiveEntity[old.length * 2];
            tags = new int[table.length];
            for (LiveEntity moved : old) {
                if (moved != null) {
                    set(find(moved.key()), moved);
                }
            }
        }
        set(find(entity.key()), entity);
        size++;
    }

    /** Takes the entity out and closes the gap, so that no key is cut off from its home. */
    private void remove(int slot) {
        LiveEntity removed = table[slot];
        if (removed != null) {
            removed.resident(false);
            size--;
        }
        int mask = table.length - 1;
        int gap = slot;
        int next = (slot + 1) & mask;
        for (LiveEntity entity = table[next]; entity != null; entity = table[next]) {
            int home = home(entity.key(), mask);
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                set(gap, entity);
                gap = next;
            }
            next = (next + 1) & mask;
        }
        set(gap, null);
    }

    /** The hand passes over those used since it came by last. */
    private void evict() throws Exception {
        int mask = table.length - 1;
        while (true) {
            LiveEntity candidate = table[hand];
            if (candidate != null && !candidate.used()) {
                write(candidate);
                remove(hand);
                complete = false;
                return;
            }
            if (candidate != null) {
                candidate.used(false);
            }
            hand = (hand + 1) & mask;
        }
    }

    private void write(LiveEntity entity) throws Exception {
        if (entity.dirty()) {
            store.write(entity.key(), entity.toBytes(scratch));
            entity.dirty(false);
        }
    }

    private boolean missedBefore(Key128 key) {
        long mixed = (key.high() * 31 + key.low()) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 40) & (missed.length - 1);
        int tag = (int) mixed | 1;
        boolean before = missed[slot] == tag;
        missed[slot] = tag;
        return before;
    }
}
