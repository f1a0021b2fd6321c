package io.tokenwatch.match;

import io.tokenwatch.event.TokenEvent;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Situation Situations} that were met of late. A place is given to one that is met the second time in a row, and to one in so many events at
 * most: what hardly comes again is not worth being settled. For one thread.
 */
final class Situations {
    private static final int BITS = 11;

    /** Settling costs as much as so many events. */
    private static final int COST = 16;

    private final Branch root;
    private final long[] hashes = new long[1 << BITS];
    private final @Nullable Situation[] known = new @Nullable Situation[1 << BITS];

    private long events;
    private long settled;

    Situations(Branch root) {
        this.root = root;
    }

    void match(TokenEvent event, SelectionSet found) {
        events++;
        long hash = Situation.hash(event);
        if (hash == 0) {
            root.match(event, found);
            return;
        }
        int place = (int) ((hash * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - BITS));
        Situation situation = known[place];
        if (hashes[place] != hash) {
            hashes[place] = hash;
            known[place] = null;
            root.match(event, found);
        } else if (situation == null) {
            if (settled * COST <= events) {
                settled++;
                known[place] = new Situation(event, root);
            }
            root.match(event, found);
        } else if (situation.isOf(event)) {
            situation.match(event, found);
        } else {
            root.match(event, found);
        }
    }
}
