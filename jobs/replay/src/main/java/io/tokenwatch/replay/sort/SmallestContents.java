package io.tokenwatch.replay.sort;

/** Per id the smallest content that was added. Open addressing, 24 to 48 bytes an id. */
final class SmallestContents {
    /** What a copy is, next to those before it. */
    enum Copy {
        FIRST,
        SAME,
        DIFFERENT
    }

    private static final int MOST_PLACES = 1 << 29;

    /** Id and content by turns; id 0 is an empty place. */
    private long[] places = new long[1 << 6];

    private int size;

    /** @param id positive */
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
        places[place + 1] = Math.min(places[place + 1], content);
        return Copy.DIFFERENT;
    }

    boolean has(long id) {
        return places[place(places, id)] != 0;
    }

    /** That of an id that it has. */
    long of(long id) {
        return places[place(places, id) + 1];
    }

    int size() {
        return size;
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
        if (places.length >= MOST_PLACES) {
            throw new IllegalStateException(
                    "more events than one replay can take (20 thousand million): replay a part, with --from and --to");
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
