package io.tokenwatch.replay;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Captured;
import java.util.HashSet;
import java.util.Set;

/**
 * Which events have been met. The unit is the event id within tenant and source; of copies that differ, the one with the
 * smallest content hash counts, whichever comes first.
 *
 * <p>Exact up to collisions of 64-bit hashes (one in 1,800 replays of 100 million events), at 24 to 48 bytes an event.
 */
public final class SeenEvents {
    /** What a copy is, next to those before it. */
    enum Copy {
        /** The first of its id. */
        FIRST,
        /** Says what the one that counts said. */
        SAME,
        /** Differs, and counts instead of the one before. */
        BETTER,
        /** Differs, and does not count. */
        WORSE
    }

    private static final Hasher64 HASH = Hashing.xxh3_64();
    private static final Field[] FIELDS = Field.values();

    private final BytesOut scratch = new BytesOut(1024);
    private final Set<Long> conflicts = new HashSet<>();
    /** Open addressing: id and content hash by turns; id 0 is an empty place. */
    private long[] places = new long[1 << 13];

    private int size;

    /** Hash of what names the event; positive. */
    public long id(TokenEvent event) {
        scratch.clear();
        Captured.write(scratch, event, Field.TENANT);
        Captured.write(scratch, event, Field.SOURCE);
        Captured.write(scratch, event, Field.EVENT_ID);
        return Math.max(1, HASH.hashBytesToLong(scratch.array(), 0, scratch.size()) & Long.MAX_VALUE);
    }

    /** Hash of all that the event says. */
    public long content(TokenEvent event) {
        scratch.clear();
        for (Field field : FIELDS) {
            Captured.write(scratch, event, field);
        }
        return HASH.hashBytesToLong(scratch.array(), 0, scratch.size());
    }

    Copy add(long id, long content) {
        int place = place(places, id);
        if (places[place] == 0) {
            places[place] = id;
            places[place + 1] = content;
            size++;
            if (size * 3L > places.length) {
                grow();
            }
            return Copy.FIRST;
        }
        if (places[place + 1] == content) {
            return Copy.SAME;
        }
        conflicts.add(id);
        if (content < places[place + 1]) {
            places[place + 1] = content;
            return Copy.BETTER;
        }
        return Copy.WORSE;
    }

    /** Whether that copy is still the one that counts. */
    boolean counts(long id, long content) {
        return conflicts.isEmpty() || places[place(places, id) + 1] == content;
    }

    /** How many ids there are. */
    int size() {
        return size;
    }

    /** How many ids have copies that differ. */
    int conflicts() {
        return conflicts.size();
    }

    private static int place(long[] places, long id) {
        int mask = places.length / 2 - 1;
        int slot = (int) (id >>> 20) & mask;
        while (places[slot * 2] != 0 && places[slot * 2] != id) {
            slot = (slot + 1) & mask;
        }
        return slot * 2;
    }

    private void grow() {
        if (places.length > 1 << 29) {
            throw new IllegalStateException(
                    "more events than one replay can take (350 million): replay a part, with --from and --to");
        }
        long[] old = places;
        places = new long[old.length * 2];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0) {
                System.arraycopy(old, i, places, place(places, old[i]), 2);
            }
        }
    }
}
