package io.tokenwatch.match;

import java.util.Arrays;

/** The rules that one event matches, each with those of its steps. Reused from event to event. */
public final class Matches {
    /** Per rule: a bit for each step. */
    private final int[] steps;

    private final int[] rules;
    private int size;
    private long tested;

    /** @param most how many rules there are */
    public Matches(int most) {
        steps = new int[most];
        rules = new int[most];
    }

    /** A selection is tested, whatever comes of it. */
    void count() {
        tested++;
    }

    /** How many selections have been tested, over all events. */
    public long tested() {
        return tested;
    }

    /** Adding the same again changes nothing. */
    void add(int rule, int stepBits) {
        if (steps[rule] == 0) {
            rules[size++] = rule;
        }
        steps[rule] |= stepBits;
    }

    /** Puts them in order, so that what is made of them does not depend on where they were found; returns how many there are. */
    public int finish() {
        if (size > 1) {
            Arrays.sort(rules, 0, size);
        }
        return size;
    }

    public int rule(int index) {
        return rules[index];
    }

    public int steps(int index) {
        return steps[rules[index]];
    }

    public void clear() {
        for (int i = 0; i < size; i++) {
            steps[rules[i]] = 0;
        }
        size = 0;
    }
}
