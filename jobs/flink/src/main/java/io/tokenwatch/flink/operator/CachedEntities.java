package io.tokenwatch.flink.operator;

import io.tokenwatch.engine.Routed;
import io.tokenwatch.state.BytesOut;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of live entities, written back when evicted and at each flush. Open addressing, and eviction by a clock
 * (second chance) rather than a list in order of use: a hit then touches the table and the bytes that are judged. A full cache admits a
 * key at its second miss, so that keys seen once do not push out those that come again.
 */
final class CachedEntities implements Entities {
    private static final int SMALLEST_TABLE = 64;
    private static final int LARGEST_START = 1 << 16;
    /** So many entities are looked at before the first of them is written: what fetches them from memory then overlaps. */
    private static final int LOOKED_AHEAD = 32;

    private static final long CLEAN = -1;

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

    /** A byte of each slot's key, 0 where there is none: these stay in the processor's cache, and pass over nearly all other keys. */
    private byte[] tags = new byte[SMALLEST_TABLE];

    /** The halves of each slot's key side by side, for whoever goes through all of them. */
    private long[] keys = new long[SMALLEST_TABLE * 2];

    /** What is handed out of the packed ones, and the slot of that. */
    private final LiveEntity view = LiveEntity.of(new Key128(), null);

    private int viewed;

    /** Nobody reads it; without it, the loops that fetch would be left out as of no effect. */
    @SuppressWarnings("UnusedVariable")
    private int fetched;

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
            tags = new byte[table.length];
            keys = new long[table.length * 2];
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

    /** Loads of one loop overlap, where those of one key after another wait for each other: tables first, then what they point at. */
    @Override
    public void expect(Routed[] next, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int home = home(next[i].keyLow);
            sum += tags[home] + (table[home] == null ? 0 : 1);
        }
        for (int i = 0; i < count; i++) {
            if (table[alike(home(next[i].keyLow), next[i].keyLow)] instanceof byte[] packed) {
                sum += packed[0] + packed[packed.length >> 1];
            }
        }
        fetched = sum;
    }

    private LiveEntity live(Object entity) {
        return entity instanceof LiveEntity live ? live : view.over((byte[]) entity);
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
        put(slot, key.high(), key.low(), PackedEntity.of(key, complete ? null : store.read(key)));
        size++;
        return slot;
    }

    private void put(int slot, long high, long low, @Nullable Object entity) {
        keys[2 * slot] = high;
        keys[2 * slot + 1] = low;
        tags[slot] = entity == null ? 0 : tag(low);
        table[slot] = entity;
    }

    private void grow() {
        @Nullable Object[] old = table;
        long[] oldKeys = keys;
        table = new Object[old.length * 2];
        keys = new long[oldKeys.length * 2];
        tags = new byte[table.length];
        for (int i = 0; i < old.length; i++) {
            if (old[i] != null) {
                long high = oldKeys[2 * i];
                long low = oldKeys[2 * i + 1];
                put(find(high, low), high, low, old[i]);
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
        } else {
            keep(viewed, entity);
        }
    }

    private void keep(int slot, LiveEntity entity) {
        if (!entity.isDecoded()) {
            table[slot] = entity.packed();
        } else if (entity == view) {
            table[slot] = view.detached();
        }
    }

    /** In the store's order: an insert then finds its neighbour where the last one left off. */
    @Override
    public void flush() throws Exception {
        int slotBits = Integer.numberOfTrailingZeros(table.length);
        long[] inOrder = new long[size];
        int count = 0;
        for (int slot = 0; slot < table.length; slot++) {
            if (table[slot] != null) {
                // the order's upper bits, shifted so that signed numbers compare as unsigned ones
                long order = store.order(keys[2 * slot], keys[2 * slot + 1]);
                inOrder[count++] = ((order >>> slotBits << slotBits) | slot) ^ Long.MIN_VALUE;
            }
        }
        Arrays.sort(inOrder);
        int mask = table.length - 1;
        for (int from = 0; from < count; from += LOOKED_AHEAD) {
            int to = Math.min(count, from + LOOKED_AHEAD);
            for (int i = from; i < to; i++) {
                inOrder[i] =
                        isDirty(Objects.requireNonNull(table[(int) inOrder[i] & mask])) ? inOrder[i] & mask : CLEAN;
            }
            for (int i = from; i < to; i++) {
                if (inOrder[i] != CLEAN) {
                    int slot = (int) inOrder[i];
                    LiveEntity entity = live(Objects.requireNonNull(table[slot]));
                    write(entity);
                    keep(slot, entity);
                }
            }
        }
    }

    private static boolean isDirty(Object entity) {
        return entity instanceof byte[] packed
                ? PackedEntity.is(packed, PackedEntity.DIRTY)
                : ((LiveEntity) entity).dirty();
    }

    /** The slot of the key, or the empty one where it belongs. */
    private int find(long high, long low) {
        int slot = alike(home(low), low);
        while (tags[slot] != 0 && !holds(table[slot], high, low)) {
            slot = alike(slot + 1, low);
        }
        return slot;
    }

    /** The first slot from that one on that may be the key's, or is empty. */
    private int alike(int from, long low) {
        int mask = table.length - 1;
        byte tag = tag(low);
        int slot = from & mask;
        while (tags[slot] != 0 && tags[slot] != tag) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Never 0; not of the bits that say where a key's home is. */
    private static byte tag(long low) {
        return (byte) ((int) low | 1);
    }

    /** Looks where all that is known of the key lies too, and not at the {@link #keys}. */
    private static boolean holds(@Nullable Object entity, long high, long low) {
        return entity instanceof byte[] packed
                ? PackedEntity.high(packed) == high && PackedEntity.low(packed) == low
                : entity instanceof LiveEntity live && live.isOf(high, low);
    }

    /** Three quarters: small tables stay in the processor's caches, and other keys cost a comparison each. */
    private boolean isFull(int entities) {
        return entities * 4L > table.length * 3L;
    }

    private int home(long low) {
        return (int) (low >>> 32) & (table.length - 1); // the key is a hash already
    }

    /** Takes the entity out and closes the gap, so that no key is cut off from its home. */
    private void remove(int slot) {
        if (table[slot] instanceof LiveEntity live) {
            live.resident(false);
        }
        size--;
        int mask = table.length - 1;
        int gap = slot;
        for (int next = (slot + 1) & mask; table[next] != null; next = (next + 1) & mask) {
            int home = home(keys[2 * next + 1]);
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                put(gap, keys[2 * next], keys[2 * next + 1], table[next]);
                gap = next;
            }
        }
        put(gap, 0, 0, null);
    }

    /** The hand passes over those used since it came by last. */
    private void evict() throws Exception {
        int mask = table.length - 1;
        while (true) {
            Object next = table[hand];
            if (next != null) {
                LiveEntity candidate = live(next);
                if (!candidate.used()) {
                    write(candidate);
                    remove(hand);
                    complete = false;
                    return;
                }
                candidate.used(false);
                keep(hand, candidate);
            }
            hand = (hand + 1) & mask;
        }
    }

    private void write(LiveEntity entity) throws Exception {
        if (entity.dirty()) {
            entity.write(store, scratch);
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
