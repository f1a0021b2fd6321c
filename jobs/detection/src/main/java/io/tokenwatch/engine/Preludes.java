package io.tokenwatch.engine;

import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.Bits;
import io.tokenwatch.state.EvidenceSet;

/**
 * Whether the other steps of a sequence were met soon enough before its last one: of each key, rule and step the first and the last time in each slice as
 * wide as the sequence may reach back. One thread.
 */
final class Preludes {
    /** What is kept of a last step is forgotten by whole minutes. */
    private static final long MINUTE = EvidenceSet.FORGETTING_GRAIN;

    private static final long GRAIN = MINUTE / 2;
    private static final long PRELUDE = 0xD6E8FEB86659FD93L;

    private final Spans spans;
    private final int[] shapes;
    /** Per rule: its last step, as bits. */
    private final int[] last;
    /** Per rule: how long before its last step the others must have been met (ms), for all that the last step can show; the largest number if ever. */
    private final long[] within;

    Preludes(Plan plan, Spans spans) {
        this.spans = spans;
        int rules = plan.rules().size();
        shapes = new int[rules];
        last = new int[rules];
        within = new long[rules];
        for (int i = 0; i < rules; i++) {
            Rule rule = plan.rules().get(i);
            shapes[i] = rule.shape();
            last[i] = 1 << (rule.steps().size() - 1);
            long before = rule.detector().omissions().within();
            // Until its alerts are closed, evidence beyond the bounds shows in them.
            within[i] = before == Long.MAX_VALUE
                    ? before
                    : before + plan.editions(i).longestBucket() + 2 * MINUTE;
        }
    }

    /** Writes down that a key has met these steps of the rule then. */
    void note(long keyHigh, long keyLow, int rule, int steps, long time) {
        long width = within[rule];
        if (width != Long.MAX_VALUE) {
            for (int bits = steps & ~last[rule]; bits != 0; bits &= bits - 1) {
                long hash = hash(keyHigh, keyLow, rule, bits & -bits);
                spans.within(Bits.mix(hash + Math.floorDiv(time, width)), time, GRAIN);
            }
        }
    }

    /**
     * Whether something may come of it that the key has met these steps then: not if that is the last one alone, and some other was not met in
     * the time before it, and will not be before its minute is over.
     *
     * @param asked the steps that are written down
     */
    boolean mayCome(long keyHigh, long keyLow, int rule, int steps, int asked, long time) {
        long width = within[rule];
        if (steps == last[rule] && width != Long.MAX_VALUE) {
            for (int bits = asked & ~last[rule]; bits != 0; bits &= bits - 1) {
                if (!wasMet(hash(keyHigh, keyLow, rule, bits & -bits), time - width, time + MINUTE, width)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean wasMet(long hash, long from, long to, long width) {
        for (long slice = Math.floorDiv(from, width); slice <= Math.floorDiv(to, width); slice++) {
            if (spans.mayReach(Bits.mix(hash + slice), from - GRAIN, to + GRAIN)) {
                return true;
            }
        }
        return false;
    }

    private long hash(long keyHigh, long keyLow, int rule, int step) {
        return Bits.mix(keyHigh + Bits.mix(keyLow + shapes[rule])) ^ PRELUDE * step;
    }
}
