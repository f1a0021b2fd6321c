package io.tokenwatch.engine;

import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Arrays;

/**
 * What a history leaves out of its records: the rules of which nothing can come at a key, because it never meets a step that they need, and
 * what only they capture. One thread.
 */
final class Sieve {
    private final Prospects prospects;
    /** Per rule: its shape, the steps it needs (0 for none in particular), and what it captures of its group, as bits. */
    private final int[] shapes;

    private final int[] needed;
    private final long[][] captures;
    private final long[] wanted;
    private final BytesIn in = new BytesIn(new byte[0]);
    private final BytesOut kept = new BytesOut(64);

    Sieve(Plan plan, Prospects prospects) {
        this.prospects = prospects;
        int rules = plan.rules().size();
        shapes = new int[rules];
        needed = new int[rules];
        captures = new long[rules][];
        int most = 0;
        for (int i = 0; i < rules; i++) {
            Rule rule = plan.rules().get(i);
            shapes[i] = rule.shape();
            needed[i] = needed(rule) & 0xFF;
            captures[i] = captures(plan, i);
            most = Math.max(most, captures[i].length);
        }
        wanted = new long[most];
    }

    /** None where every event that matches any of them matches all. */
    private static int needed(Rule rule) {
        int needed = rule.detector().needed();
        for (int step = 0; step < rule.steps().size(); step++) {
            if (!rule.steps().get(step).predicate().equals(rule.steps().get(0).predicate())) {
                return needed;
            }
        }
        return 0;
    }

    private static long[] captures(Plan plan, int rule) {
        int size = plan.groups().get(plan.groupOf(rule)).captures().size();
        long[] bits = new long[(size + Long.SIZE - 1) / Long.SIZE];
        int[] mapping = plan.captureMapping(rule);
        if (mapping == Plan.CAPTURES_ALL) {
            Arrays.fill(bits, -1);
        }
        for (int capture : mapping) {
            bits[capture / Long.SIZE] |= 1L << capture;
        }
        return bits;
    }

    /** Whether any of these rules needs a step. */
    boolean asks(int matches, BytesOut matched) {
        in.over(matched.array(), 0, matched.size());
        for (int i = 0; i < matches; i++) {
            if (needed[in.readInt()] != 0) {
                return true;
            }
            in.readVarint();
        }
        return false;
    }

    /** Writes down that a key has met these steps of these rules. */
    void note(long keyHigh, long keyLow, int matches, BytesOut matched) {
        in.over(matched.array(), 0, matched.size());
        for (int i = 0; i < matches; i++) {
            int rule = in.readInt();
            int steps = in.readInt();
            if (needed[rule] != 0) {
                prospects.note(keyHigh, keyLow, shapes[rule], steps);
            }
        }
    }

    /** Writes how many and which of these rules something may come of at that key; false, and nothing is written, if there is none. */
    boolean sift(long keyHigh, long keyLow, int matches, BytesOut matched, BytesOut out) {
        in.over(matched.array(), 0, matched.size());
        kept.clear();
        Arrays.fill(wanted, 0);
        int count = 0;
        for (int i = 0; i < matches; i++) {
            int rule = in.readInt();
            int steps = in.readInt();
            if (needed[rule] == 0 || prospects.has(keyHigh, keyLow, shapes[rule], needed[rule])) {
                count++;
                kept.writeVarint(rule);
                kept.writeVarint(steps);
                long[] bits = captures[rule];
                for (int word = 0; word < bits.length; word++) {
                    wanted[word] |= bits[word];
                }
            }
        }
        if (count > 0) {
            out.writeVarint(count);
            out.writeBytes(kept.array(), 0, kept.size());
        }
        return count > 0;
    }

    /** Whether one of those that were last left captures that one of its group. */
    boolean wants(int capture) {
        return (wanted[capture / Long.SIZE] & 1L << capture) != 0;
    }
}
