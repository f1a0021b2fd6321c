package io.tokenwatch.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entities by their keys, which are hashes already; and with each key when nothing of it is needed any more. All that is asked of a key lies in one
 * half of a line of the processor's cache, and all that is known of it in one array, while no state of it is decoded.
 */
final class KeyedEntities {
    /** What a key has here: both halves of it, the horizon at which all of it is over, and how often it changed since it was swept. */
    private static final int WIDTH = 4;

    private static final int OVER = 2;
    private static final int CHANGES = 3;
    /** So often may an entity change until it is swept though it is not over as a whole: what is over in it is that of so many events at most. */
    private static final int MOST_CHANGES = 8;

    private static final int SMALLEST = 16;
    /** Bytes that are fetched from memory at once, or fewer. */
    private static final int LINE = 64;

    private long[] keys = new long[SMALLEST * WIDTH];
    /** The bytes of a {@link HeapEntity}, or itself if a state of it is decoded; null where there is none. */
    private @Nullable Object[] entities = new @Nullable Object[SMALLEST];

    /** What is handed out of those that are bytes. */
    private final HeapEntity view = new HeapEntity();

    private int size;
    /** Where the last one asked for is, or would be. */
    private int at;
    /** Nobody reads it; without it, the loops that fetch would be left out as of no effect. */
    @SuppressWarnings("UnusedVariable")
    private int fetched;

    int size() {
        return size;
    }

    /** All of which some state is decoded: of others no rule has an alert, or waits for anything. */
    List<Entity> decoded() {
        return Arrays.stream(entities)
                .filter(HeapEntity.class::isInstance)
                .map(Entity.class::cast)
                .toList();
    }

    /** To be looked at only. */
    List<Entity> all() {
        return Arrays.stream(entities)
                .filter(Objects::nonNull)
                .map(one -> (Entity) entity(Objects.requireNonNull(one), new HeapEntity()))
                .toList();
    }

    private static HeapEntity entity(Object entity, HeapEntity view) {
        return entity instanceof byte[] packed ? view.over(packed) : (HeapEntity) entity;
    }

    /** The keys of these are asked for next. Loads of one loop overlap, where those of one key after another wait for each other. */
    void expect(HeldRecords next) {
        int mask = entities.length - 1;
        int sum = 0;
        for (int i = 0; i < next.count(); i++) {
            int place = place(next.record(i).keyHigh, next.record(i).keyLow, mask);
            sum += (int) keys[place * WIDTH] + (entities[place] == null ? 0 : 1);
        }
        for (int i = 0; i < next.count(); i++) {
            Object entity = entities[slot(next.record(i).keyHigh, next.record(i).keyLow)];
            if (entity instanceof byte[] packed) {
                for (int line = 0; line < packed.length; line += LINE) {
                    sum += packed[line];
                }
            } else if (entity instanceof HeapEntity decoded) {
                sum += decoded.fetch();
            }
        }
        fetched = sum;
    }

    /** That of the key, until another is asked for; null if it has none. */
    @Nullable
    Entity find(long high, long low) {
        at = slot(high, low);
        Object found = entities[at];
        return found == null ? null : entity(found, view);
    }

    /** Where the key is, or would be. */
    private int slot(long high, long low) {
        int mask = entities.length - 1;
        int slot = place(high, low, mask);
        while (entities[slot] != null && (keys[slot * WIDTH] != high || keys[slot * WIDTH + 1] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int place(long high, long low, int mask) {
        return (int) (((high ^ low) * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    }

    /** A new one for the key that was just asked for in vain, which {@link #changed} is to be told of. */
    Entity add(long high, long low) {
        if (++size * 2 > entities.length) {
            resize(entities.length * 2);
            at = slot(high, low);
        }
        byte[] packed = HeapEntity.none();
        entities[at] = packed;
        int key = at * WIDTH;
        keys[key] = high;
        keys[key + 1] = low;
        keys[key + OVER] = Long.MIN_VALUE;
        keys[key + CHANGES] = 0;
        return view.over(packed);
    }

    /**
     * The entity last found or added has changed.
     *
     * @param over nothing of the change is needed from that horizon on; {@link Long#MAX_VALUE} if that is not known: then it is always swept
     */
    void changed(Entity entity, long over) {
        int key = at * WIDTH;
        keys[key + OVER] = Math.max(keys[key + OVER], over);
        keys[key + CHANGES]++;
        keep(at, (HeapEntity) entity);
    }

    private void keep(int slot, HeapEntity entity) {
        if (entity.isOpen()) {
            entities[slot] = entity == view ? view.detached() : entity;
        } else {
            byte[] packed = entity.packed();
            if (entities[slot] != packed) { // mostly it is, and the collector need not hear of it
                entities[slot] = packed;
            }
        }
    }

    /** Sweeps an entity, and gives the horizon as {@link #changed} takes it, of all that is left. */
    interface Sweep {
        long sweep(Entity entity);
    }

    /** Drops all that are over at that horizon, and has those swept that have changed a few times, or of which it is not known when they will be. */
    void sweep(long horizon, Sweep sweep) {
        int before = size;
        for (int i = 0; i < entities.length; i++) {
            Object found = entities[i];
            if (found != null) {
                long over = keys[i * WIDTH + OVER];
                boolean gone = over <= horizon;
                if (over == Long.MAX_VALUE || (!gone && keys[i * WIDTH + CHANGES] >= MOST_CHANGES)) {
                    HeapEntity entity = entity(found, view);
                    keys[i * WIDTH + OVER] = sweep.sweep(entity);
                    keys[i * WIDTH + CHANGES] = 0;
                    gone = entity.isEmpty();
                    keep(i, entity);
                }
                if (gone) {
                    entities[i] = null;
                    size--;
                }
            }
        }
        if (size < before) {
            resize(Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, size * 2 - 1)) * 2));
        }
    }

    /** Puts all at new places: one that was dropped would have hidden others. */
    private void resize(int places) {
        long[] oldKeys = keys;
        @Nullable Object[] old = entities;
        keys = new long[places * WIDTH];
        entities = new @Nullable Object[places];
        for (int i = 0; i < old.length; i++) {
            Object entity = old[i];
            if (entity != null) {
                int slot = slot(oldKeys[i * WIDTH], oldKeys[i * WIDTH + 1]);
                entities[slot] = entity;
                System.arraycopy(oldKeys, i * WIDTH, keys, slot * WIDTH, WIDTH);
            }
        }
    }
}
