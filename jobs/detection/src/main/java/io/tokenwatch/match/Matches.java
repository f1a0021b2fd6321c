package io.tokenwatch.match;

import java.util.Arrays;

/** The rules that one event matches, by rising number, each with those of its steps. */
public final class Matches {
    /** Per rule: a bit for each step. */
    private final int[] steps;
    /** Which rules there are, as bits. */
    private final long[] there;

    private final int[] rules;
    private int size;

    /** @param most how many rules there are */
    Matches(int most) {
        steps = new int[most];
        rules = new int[most];
        there = new long[(most + Long.SIZE - 1) / Long.SIZE];
    }

    /** Adding the same again changes nothing. */
    void add(int rule, int stepBits) {
        there[rule / Long.SIZE] |= 1L << rule;
        steps[rule] |= stepBits;
    }

    /** All are added. */
    void finish() {
        for (int word = 0; word < there.length; word++) {
            for (long bits = there[word]; bits != 0; bits &= bits - 1) {
                rules[size++] = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
            }
        }
    }

    public int size() {
        return size;
    }

    public int rule(int index) {
        return rules[index];
    }

    /** A bit for each of them. */
    public int steps(int index) {
        return steps[rules[index]];
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            steps[rules[i]] = 0;
        }
        Arrays.fill(there, 0);
        size = 0;
    }
}
