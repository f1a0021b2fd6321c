package io.tokenwatch.flink.operator;

import io.tokenwatch.state.BytesOut;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of live entities, written back when evicted and at each flush. Open addressing, and eviction by a clock
 * (second chance) rather than a list in order of use: a hit then touches two cache lines instead of six. A full cache admits a
 * key at its second miss, so that keys seen once do not push out those that come again.
 */
final class CachedEntities implements Entities {
    private static final int SMALLEST_TABLE = 64;
    private static final int LARGEST_START = 1 << 16;
    private static final long NO_TAG = 0;

    private final EntityStore store;
    private final int capacity;
    /** Tags of the keys that missed lately. */
    private final int[] missed;

    private final BytesOut scratch = new BytesOut(512);
    /**
     * A key's entity is in the first slot from its home on that is its own, with no empty slot before it: a {@link PackedEntity}, or a
     * {@link LiveEntity} if a state of it is decoded.
     */
    private @Nullable Object[] table = new Object[SMALLEST_TABLE];

    /** Half of each slot's key, so that nearly all other keys are passed over without a look at their entities. */
    private long[] tags = new long[SMALLEST_TABLE];

    /** What is handed out of the packed ones, and the slot of that. */
    private final LiveEntity view = LiveEntity.of(new Key128(), null);

    private int viewed;

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
            table = new Object[table.length * 2];
            tags = new long[table.length];
        }
        this.missed = new int[Integer.highestOneBit(Math.max(64, capacity * 4))];
    }

    @Override
    public LiveEntity get(Key128 key) throws Exception {
        int slot = find(key.high(), key.low());
        Object found = table[slot];
        if (found == null) {
            if (size >= capacity && !missedBefore(key)) {
                complete = false;
                return outside(key);
            }
            slot = admit(key);
            found = table[slot];
        }
        LiveEntity live = live(found);
        live.used(true);
        viewed = slot;
        return live;
    }

    private LiveEntity live(@Nullable Object entity) {
        return entity instanceof LiveEntity live ? live : view.over((byte[]) Objects.requireNonNull(entity));
    }

    private LiveEntity outside(Key128 key) throws Exception {
        LiveEntity outside = LiveEntity.of(key, store.read(key));
        outside.resident(false);
        return outside;
    }

    private int admit(Key128 key) throws Exception {
        if (size >= capacity) {
            evict();
        }
        if (isFull(size + 1)) {
            grow();
        }
        int slot = find(key.high(), key.low());
        table[slot] = PackedEntity.of(key, complete ? null : store.read(key));
        tags[slot] = tag(key.low());
        size++;
        return slot;
    }

    private void grow() {
        @Nullable Object[] old = table;
        long[] oldTags = tags;
        table = new Object[old.length * 2];
        tags = new long[table.length];
        int mask = table.length - 1;
        for (int i = 0; i < old.length; i++) {
            if (oldTags[i] != NO_TAG) {
                int slot = home(oldTags[i], mask);
                while (tags[slot] != NO_TAG) {
                    slot = (slot + 1) & mask;
                }
                table[slot] = old[i];
                tags[slot] = oldTags[i];
            }
        }
    }

    /** A resident entity is written later, any other now. */
    @Override
    public void changed(LiveEntity entity) throws Exception {
        entity.dirty(true);
        if (!entity.resident()) {
            write(entity);
        } else if (entity.isEmpty()) {
            write(entity);
            remove(viewed);
        } else if (!entity.isDecoded()) {
            table[viewed] = entity.packed();
        } else if (entity == view) {
            table[viewed] = view.detached();
        }
    }

    /** In the store's order: an insert then finds its neighbour where the last one left off. */
    @Override
    public void flush() throws Exception {
        int slotBits = Integer.numberOfTrailingZeros(table.length);
        long[] dirty = new long[size];
        int count = 0;
        for (int slot = 0; slot < table.length; slot++) {
            if (tags[slot] != NO_TAG) {
                LiveEntity entity = live(table[slot]);
                if (entity.dirty()) {
                    // the order's upper bits, shifted so that signed numbers compare as unsigned ones
                    dirty[count++] = ((store.order(entity.high(), entity.low()) >>> slotBits << slotBits) | slot)
                            ^ Long.MIN_VALUE;
                }
            }
        }
        Arrays.sort(dirty, 0, count);
        for (int i = 0; i < count; i++) {
            int slot = (int) dirty[i] & (table.length - 1);
            LiveEntity entity = live(table[slot]);
            write(entity);
            if (entity == view) {
                table[slot] = view.packed();
            }
        }
    }

    /** The slot of the key, or the empty one where it belongs. */
    private int find(long high, long low) {
        int mask = table.length - 1;
        long tag = tag(low);
        int slot = home(tag, mask);
        while (tags[slot] != NO_TAG) {
            if (tags[slot] == tag && holds(table[slot], high, low)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static boolean holds(@Nullable Object entity, long high, long low) {
        return entity instanceof byte[] packed
                ? PackedEntity.high(packed) == high && PackedEntity.low(packed) == low
                : entity instanceof LiveEntity live && live.high() == high && live.low() == low;
    }

    private static long tag(long low) {
        return low == NO_TAG ? 1 : low;
    }

    /** Three quarters: small tables stay in the processor's caches, and other keys cost a tag each. */
    private boolean isFull(int entities) {
        return entities * 4L > table.length * 3L;
    }

    private static int home(long tag, int mask) {
        return (int) (tag >>> 32) & mask; // the key is a hash already
    }

    /** Takes the entity out and closes the gap, so that no key is cut off from its home. */
    private void remove(int slot) {
        if (table[slot] instanceof LiveEntity live) {
            live.resident(false);
        }
        size--;
        int mask = table.length - 1;
        int gap = slot;
        for (int next = (slot + 1) & mask; tags[next] != NO_TAG; next = (next + 1) & mask) {
            int home = home(tags[next], mask);
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                table[gap] = table[next];
                tags[gap] = tags[next];
                gap = next;
            }
        }
        table[gap] = null;
        tags[gap] = NO_TAG;
    }

    /** The hand passes over those used since it came by last. */
    private void evict() throws Exception {
        int mask = table.length - 1;
        while (true) {
            if (tags[hand] != NO_TAG) {
                LiveEntity candidate = live(table[hand]);
                if (!candidate.used()) {
                    write(candidate);
                    remove(hand);
                    complete = false;
                    return;
                }
                candidate.used(false);
                if (candidate == view) {
                    table[hand] = view.packed();
                }
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
