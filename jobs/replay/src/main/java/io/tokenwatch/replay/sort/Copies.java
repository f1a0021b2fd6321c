package io.tokenwatch.replay.sort;

import io.tokenwatch.replay.sort.SmallestContents.Copy;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which events there are, each once. Of copies of an event that differ, the one with the smallest content hash counts, whichever
 * comes first.
 *
 * <p>Exact up to collisions of 63-bit hashes (one in 900 replays of 100 million events). In memory is one part of the ids at
 * a time, and for good only those whose copies differ.
 */
public final class Copies {
    /** Nothing is known of any. */
    static final Copies UNKNOWN = new Copies();

    private final SmallestContents conflicts = new SmallestContents();
    private long distinct;

    private Copies() {}

    /** Of all that some logs have. */
    public static Copies of(List<CopyLog> logs) throws IOException {
        Copies copies = new Copies();
        for (int part = 0; part < CopyLog.PARTS; part++) {
            copies.add(logs, part);
        }
        return copies;
    }

    private void add(List<CopyLog> logs, int part) throws IOException {
        SmallestContents smallest = new SmallestContents();
        Set<Long> differ = new HashSet<>();
        for (CopyLog log : logs) {
            log.forEach(part, (id, content) -> {
                if (smallest.add(id, content) == Copy.DIFFERENT) {
                    differ.add(id);
                }
            });
        }
        distinct += smallest.size();
        for (long id : differ) {
            conflicts.add(id, smallest.of(id));
        }
    }

    /** How many distinct events there are. */
    public long distinct() {
        return distinct;
    }

    /** How many events have copies that differ. */
    public long conflicts() {
        return conflicts.size();
    }

    /** Whether that copy of the event is the one that counts. */
    boolean counts(long id, long content) {
        return !conflicts.has(id) || conflicts.of(id) == content;
    }
}
