package io.tokenwatch.engine;

import java.util.Arrays;

/** What each rule captures of all that its group does, as bits. */
final class Captures {
    private final long[][] ofRule;

    Captures(Plan plan) {
        ofRule = new long[plan.rules().size()][];
        for (int i = 0; i < ofRule.length; i++) {
            ofRule[i] = of(plan, i);
        }
    }

    private static long[] of(Plan plan, int rule) {
        int size = plan.groups().get(plan.groupOf(rule)).captures().size();
        long[] bits = new long[words(size)];
        int[] mapping = plan.captureMapping(rule);
        if (mapping == Plan.CAPTURES_ALL) {
            Arrays.fill(bits, -1);
        }
        for (int capture : mapping) {
            bits[capture / Long.SIZE] |= 1L << capture;
        }
        return bits;
    }

    private static int words(int size) {
        return (size + Long.SIZE - 1) / Long.SIZE;
    }

    /** Nothing, of so many captures. */
    long[] none(int size) {
        return new long[words(size)];
    }

    /** Nothing, for any group. */
    long[] none() {
        return new long
                [Arrays.stream(ofRule).mapToInt(bits -> bits.length).max().orElse(0)];
    }

    /** Adds what the rule captures. */
    void add(int rule, long[] asked) {
        long[] bits = ofRule[rule];
        for (int word = 0; word < bits.length; word++) {
            asked[word] |= bits[word];
        }
    }
}
