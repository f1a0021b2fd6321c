package io.tokenwatch.engine;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entities by their keys, which are hashes already; and with each key when it must be looked at so that what is over goes. All that is asked of a key
 * lies in one half of a line of the processor's cache.
 */
final class KeyedEntities {
    /** What a key has here: both halves of it, and the two horizons. */
    private static final int WIDTH = 4;

    private static final int SOONEST = 2;
    private static final int LATEST = 3;
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
        put(high, low, Long.MAX_VALUE, Long.MIN_VALUE, entity);
        return entity;
    }

    private void put(long high, long low, long soonest, long latest, Entity entity) {
        entities[at] = entity;
        keys[at * WIDTH] = high;
        keys[at * WIDTH + 1] = low;
        keys[at * WIDTH + SOONEST] = soonest;
        keys[at * WIDTH + LATEST] = latest;
    }

    private static int place(long high, long low, int mask) {
        return (int) ((high ^ low) * 0x9E3779B97F4A7C15L >>> 32) & mask;
    }

    /** The entity last found or added has changed: something of it may be over at the one horizon, nothing of it is needed from the other on. */
    void due(long soonest, long latest) {
        int key = at * WIDTH;
        keys[key + SOONEST] = Math.min(keys[key + SOONEST], soonest);
        keys[key + LATEST] = Math.max(keys[key + LATEST], latest);
    }

    /** Looks at an entity of which something may be over. */
    interface Sweep {
        /** That the entity is empty. */
        long GONE = Long.MIN_VALUE;

        /** That it is to be looked at each time. */
        long ALWAYS = GONE + 1;

        /** The horizon at which something may be over next, or one of these. */
        long sweep(Entity entity);
    }

    /** Drops all that are over at that horizon, and has those swept of which a part may be. */
    void sweep(long horizon, Sweep sweep) {
        int before = size;
        for (int i = 0; i < entities.length; i++) {
            Entity entity = entities[i];
            if (entity != null && keys[i * WIDTH + SOONEST] <= horizon) {
                boolean over = keys[i * WIDTH + LATEST] <= horizon;
                long next = over ? Sweep.GONE : sweep.sweep(entity);
                keys[i * WIDTH + SOONEST] = next;
                if (next == Sweep.GONE) {
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
                put(oldKeys[key], oldKeys[key + 1], oldKeys[key + SOONEST], oldKeys[key + LATEST], entity);
            }
        }
    }
}
