package io.tokenwatch.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for the sets of selections that events meet, so that who goes through them again need not match them again: few sets come again and
 * again. Any thread may ask.
 */
final class KnownSets {
    /** No rule selects the event. */
    static final int NONE = 0;

    /** Some rule does; which is not remembered. */
    static final int UNKNOWN = 1;

    private static final int FIRST = 2;
    /** So many have a number. */
    private static final int MOST = 1 << 16;

    /** @param plan see {@link Plan#number}: selections are numbered by plan */
    @SuppressWarnings("ArrayRecordComponent") // compared by its elements
    private record Met(int plan, long[] selections) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Met met && met.plan == plan && Arrays.equals(met.selections, selections);
        }

        @Override
        public int hashCode() {
            return 31 * plan + Arrays.hashCode(selections);
        }
    }

    private final Map<Met, Integer> numbers = new HashMap<>();
    private final List<Met> sets = new ArrayList<>();

    /** The number of a set, which is not to be changed; {@link #UNKNOWN} if there are too many. */
    synchronized int number(int plan, long[] selections) {
        Met met = new Met(plan, selections);
        Integer known = numbers.get(met);
        if (known != null) {
            return known;
        }
        if (sets.size() == MOST) {
            return UNKNOWN;
        }
        sets.add(met);
        int number = FIRST + sets.size() - 1;
        numbers.put(met, number);
        return number;
    }

    /** The set with a number that {@link #number} has given. Not to be changed. */
    synchronized long[] of(int number) {
        return sets.get(number - FIRST).selections;
    }
}
