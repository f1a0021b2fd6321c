package io.tokenwatch.bench.oracle;

import java.util.HashMap;
import java.util.Map;

/**
 * D1 and D2: uses and revocations of each token. Times are kept as chains (see {@link Chains}), which loses nothing
 * that either detection asks for. Nearly every token has one chain of uses, one of revocations and one network: these
 * sit in a row of one cache line. A token that needs more moves to a {@link SpilledToken}.
 */
final class TokenUses {
    static final int HOUR = 3_600_000;
    static final int FIVE_MINUTES = 300_000;

    static final int USED_AFTER_REVOCATION = 1;
    static final int TWO_NETWORKS = 2;

    private static final int HAS_USE = 4;
    private static final int HAS_REVOCATION = 8;
    private static final int HAS_NETWORK = 16;
    private static final int SPILLED = 32;

    private static final int WIDTH = 16;
    private static final int FLAGS = 2;
    private static final int USE = 3;
    private static final int REVOCATION = 5;
    private static final int NETWORK = 7;
    private static final int ASN = 9;

    private final Rows rows;
    private final Map<Long, SpilledToken> spilled = new HashMap<>();

    /** @param expected number of tokens to start with room for */
    TokenUses(int expected) {
        rows = new Rows(WIDTH, expected);
    }

    /** A successful use; returns the detections that hold for the first time, as bits. */
    int used(long token, int time, int asn) {
        int at = rows.find(token);
        int[] row = rows.ints();
        int flags = row[at + FLAGS];
        if ((flags & SPILLED) != 0) {
            return fresh(row, at, spilled(token).used(time, asn));
        }
        int seen = 0;
        if ((flags & HAS_REVOCATION) != 0 && row[at + REVOCATION] < time && row[at + REVOCATION + 1] >= time - HOUR) {
            seen = USED_AFTER_REVOCATION;
        }
        boolean fits = near(row, at + USE, flags & HAS_USE, time, HOUR);
        boolean known = asn != LineScanner.NO_ASN && (flags & TWO_NETWORKS) == 0;
        if (known) {
            if ((flags & HAS_NETWORK) == 0 || row[at + ASN] == asn) {
                fits &= near(row, at + NETWORK, flags & HAS_NETWORK, time, 2 * FIVE_MINUTES);
            } else if (near(row, at + NETWORK, HAS_NETWORK, time, FIVE_MINUTES)) {
                seen |= TWO_NETWORKS;
                known = false;
            } else {
                fits = false;
            }
        }
        if (!fits) {
            return fresh(row, at, spill(token, row, at).used(time, asn));
        }
        extend(row, at, USE, HAS_USE, time);
        if (known) {
            extend(row, at, NETWORK, HAS_NETWORK, time);
            row[at + ASN] = asn;
        }
        return fresh(row, at, seen);
    }

    /** A revocation; returns the detections that hold for the first time, as bits. */
    int revoked(long token, int time) {
        int at = rows.find(token);
        int[] row = rows.ints();
        int flags = row[at + FLAGS];
        if ((flags & SPILLED) != 0) {
            return fresh(row, at, spilled(token).revoked(time));
        }
        if (!near(row, at + REVOCATION, flags & HAS_REVOCATION, time, HOUR)) {
            return fresh(row, at, spill(token, row, at).revoked(time));
        }
        extend(row, at, REVOCATION, HAS_REVOCATION, time);
        boolean used = (flags & HAS_USE) != 0 && row[at + USE] <= time + HOUR && row[at + USE + 1] > time;
        return fresh(row, at, used ? USED_AFTER_REVOCATION : 0);
    }

    private static int fresh(int[] row, int at, int seen) {
        int fresh = seen & ~row[at + FLAGS];
        row[at + FLAGS] |= fresh;
        return fresh;
    }

    /** Whether {@code time} lies in the chain at {@code at} or at most {@code reach} beside it, or there is no chain. */
    private static boolean near(int[] row, int at, int present, int time, int reach) {
        return present == 0 || (time >= row[at] - reach && time <= row[at + 1] + reach);
    }

    private static void extend(int[] row, int at, int field, int flag, int time) {
        int from = at + field;
        boolean present = (row[at + FLAGS] & flag) != 0;
        row[from] = present ? Math.min(row[from], time) : time;
        row[from + 1] = present ? Math.max(row[from + 1], time) : time;
        row[at + FLAGS] |= flag;
    }

    private SpilledToken spilled(long token) {
        SpilledToken found = spilled.get(token);
        if (found == null) {
            throw new IllegalStateException("a spilled token is missing");
        }
        return found;
    }

    private SpilledToken spill(long token, int[] row, int at) {
        SpilledToken moved = new SpilledToken();
        int flags = row[at + FLAGS];
        if ((flags & HAS_USE) != 0) {
            moved.uses.add(row[at + USE], row[at + USE + 1]);
        }
        if ((flags & HAS_REVOCATION) != 0) {
            moved.revocations.add(row[at + REVOCATION], row[at + REVOCATION + 1]);
        }
        if ((flags & HAS_NETWORK) != 0) {
            moved.network(row[at + ASN]).add(row[at + NETWORK], row[at + NETWORK + 1]);
        }
        row[at + FLAGS] |= SPILLED;
        spilled.put(token, moved);
        return moved;
    }
}
