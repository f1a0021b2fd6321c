package io.tokenwatch.engine;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entities by their keys, which are hashes already; and with each key when nothing of it is needed any more. All that is asked of a key lies in one
 * half of a line of the processor's cache.
 */
final class KeyedEntities {
    /** What a key has here: both halves of it, the horizon at which all of it is over, and how often it changed since it was swept. */
    private static final int WIDTH = 4;

    private static final int OVER = 2;
    private static final int CHANGES = 3;
    /** So often may an entity change until it is swept though it is not over as a whole: what is over in it is that of so many events at most. */
    private static final int MOST_CHANGES = 8;

    private static final int SMALLEST = 16;

    private long[] keys = new long[SMALLEST * WIDTH];
    /** Null where there is none. */
    private @Nullable Entity[] entities = new @Nullable Entity[SMALLEST];

    private int size;
    /** Where the last one asked for is, or would be. */
    private int at;

    int size() {
        return size;
    }

    Stream<Entity> stream() {
        return Arrays.stream(entities).filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    Collection<Entity> all() {
        return stream().toList();
    }

    /** That of the key; null if it has none. */
    @Nullable
    Entity find(long high, long low) {
        int mask = entities.length - 1;
        at = place(high, low, mask);
        while (entities[at] != null && (keys[at * WIDTH] != high || keys[at * WIDTH + 1] != low)) {
            at = (at + 1) & mask;
        }
        return entities[at];
    }

    /** A new one for the key that was just asked for in vain. */
    Entity add(long high, long low) {
        if (++size * 2 > entities.length) {
            resize(entities.length * 2);
            find(high, low);
        }
        Entity entity = new Entity();
        put(high, low, Long.MIN_VALUE, 0, entity);
        return entity;
    }

    private void put(long high, long low, long over, long changes, Entity entity) {
        entities[at] = entity;
        keys[at * WIDTH] = high;
        keys[at * WIDTH + 1] = low;
        keys[at * WIDTH + OVER] = over;
        keys[at * WIDTH + CHANGES] = changes;
    }

    private static int place(long high, long low, int mask) {
        return (int) (((high ^ low) * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    }

    /**
     * The entity last found or added has changed.
     *
     * @param over nothing of the change is needed from that horizon on; {@link Long#MAX_VALUE} if that is not known: then it is always swept
     */
    void changed(long over) {
        int key = at * WIDTH;
        keys[key + OVER] = Math.max(keys[key + OVER], over);
        keys[key + CHANGES]++;
    }

    /** Sweeps an entity, and gives the horizon as {@link #changed} takes it, of all that is left. */
    interface Sweep {
        long sweep(Entity entity);
    }

    /** Drops all that are over at that horizon, and has those swept that have changed a few times, or of which it is not known when they will be. */
    void sweep(long horizon, Sweep sweep) {
        int before = size;
        for (int i = 0; i < entities.length; i++) {
            Entity entity = entities[i];
            if (entity != null) {
                long over = keys[i * WIDTH + OVER];
                boolean gone = over <= horizon;
                if (over == Long.MAX_VALUE || (!gone && keys[i * WIDTH + CHANGES] >= MOST_CHANGES)) {
                    keys[i * WIDTH + OVER] = sweep.sweep(entity);
                    keys[i * WIDTH + CHANGES] = 0;
                    gone = entity.isEmpty();
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
        @Nullable Entity[] old = entities;
        keys = new long[places * WIDTH];
        entities = new @Nullable Entity[places];
        for (int i = 0; i < old.length; i++) {
            Entity entity = old[i];
            if (entity != null) {
                int key = i * WIDTH;
                find(oldKeys[key], oldKeys[key + 1]);
                put(oldKeys[key], oldKeys[key + 1], oldKeys[key + OVER], oldKeys[key + CHANGES], entity);
            }
        }
    }
}
