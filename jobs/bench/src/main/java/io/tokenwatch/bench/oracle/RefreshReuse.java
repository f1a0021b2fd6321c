package io.tokenwatch.bench.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** D5: the uses of each refresh token. One use sits in its row; further ones, all more than an hour apart, aside. */
final class RefreshReuse {
    private static final int WIDTH = 8;
    private static final int STATE = 2;
    private static final int TIME = 3;
    private static final int ID_LOW = 4;
    private static final int ID_HIGH = 5;

    private static final int USED = 1;
    private static final int REUSED = 2;

    private final Rows rows;
    private final Map<Long, List<Use>> later = new HashMap<>();

    /** @param expected number of refresh tokens to start with room for */
    RefreshReuse(int expected) {
        rows = new Rows(WIDTH, expected);
    }

    private record Use(int time, long event) {
        boolean pairsWith(int otherTime, long otherEvent) {
            return event != otherEvent && Math.abs(time - otherTime) <= TokenUses.HOUR;
        }
    }

    /** A successful refresh by {@code event}; true if the presented token is thereby found to be used twice. */
    boolean presented(long token, int time, long event) {
        int at = rows.find(token);
        int[] row = rows.ints();
        int state = row[at + STATE];
        if (state == REUSED) {
            return false;
        }
        if (state == 0) {
            row[at + STATE] = USED;
            row[at + TIME] = time;
            row[at + ID_LOW] = (int) event;
            row[at + ID_HIGH] = (int) (event >>> 32);
            return false;
        }
        Use first = new Use(row[at + TIME], (row[at + ID_LOW] & 0xFFFFFFFFL) | (long) row[at + ID_HIGH] << 32);
        if (first.event() == event) {
            return false;
        }
        List<Use> more = later.getOrDefault(token, List.of());
        if (first.pairsWith(time, event) || more.stream().anyMatch(use -> use.pairsWith(time, event))) {
            row[at + STATE] = REUSED;
            later.remove(token);
            return true;
        }
        if (more.stream().noneMatch(use -> use.event() == event)) {
            later.computeIfAbsent(token, t -> new ArrayList<>()).add(new Use(time, event));
        }
        return false;
    }
}
