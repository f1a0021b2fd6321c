package io.tokenwatch.risk;

import java.util.Collection;

/**
 * The risk of a client, a grant or a subject: the fourth root of the sum of the fourth powers of its alerts' scores, 100 at
 * most. One alert counts as it is; higher scores weigh more, so that many small ones do not soon outweigh a big one. What is added
 * up are whole numbers: exact, whatever the order, and Elasticsearch can do it.
 */
public final class Risk {
    /** Of a score and of a risk. */
    public static final int HIGHEST = 100;

    private Risk() {}

    /**
     * What an alert adds to the sum.
     *
     * @param score 0 to 100
     * @return 0 to 10<sup>8</sup>: no sum of fewer than 9 · 10<sup>10</sup> alerts overflows
     * @throws IllegalArgumentException if the score is not from 0 to 100
     */
    public static long weight(int score) {
        if (score < 0 || score > HIGHEST) {
            throw new IllegalArgumentException("a score of " + score + " is not from 0 to " + HIGHEST);
        }
        long square = (long) score * score;
        return square * square;
    }

    /**
     * The risk of alerts whose weights add up to that.
     *
     * @return 0 to 100, rounded to a tenth
     * @throws IllegalArgumentException if the sum is negative
     */
    public static double of(long sumOfWeights) {
        if (sumOfWeights < 0) {
            throw new IllegalArgumentException("a sum of weights cannot be " + sumOfWeights);
        }
        return Math.min(HIGHEST, Math.round(Math.sqrt(Math.sqrt((double) sumOfWeights)) * 10) / 10.0);
    }

    /** The risk of alerts with these scores, each 0 to 100. */
    public static double of(Collection<Integer> scores) {
        return of(scores.stream().mapToLong(Risk::weight).sum());
    }
}
