package io.tokenwatch.bench.oracle;

import java.util.Map;
import java.util.TreeMap;

/**
 * Times, kept as disjoint intervals whose ends and inner neighbours are at most {@code reach} apart. Such a chain answers
 * exactly whether any time lies in a window of at least {@code reach} ms, which is all that a sliding window asks, in
 * any order of arrival.
 */
final class Chains {
    private final TreeMap<Integer, Integer> endByStart = new TreeMap<>();
    private final int reach;

    /** @param reach milliseconds */
    Chains(int reach) {
        this.reach = reach;
    }

    void add(int from, int to) {
        int start = from;
        int end = to;
        Map.Entry<Integer, Integer> before = endByStart.floorEntry(start);
        if (before != null && (long) start - before.getValue() <= reach) {
            start = before.getKey();
            end = Math.max(end, before.getValue());
        }
        Map.Entry<Integer, Integer> after = endByStart.higherEntry(start);
        while (after != null && (long) after.getKey() - end <= reach) {
            end = Math.max(end, after.getValue());
            endByStart.remove(after.getKey());
            after = endByStart.higherEntry(start);
        }
        endByStart.put(start, end);
    }

    /** Whether a time lies in [from, to], where {@code to - from} is at least {@code reach - 1}. */
    boolean anyIn(int from, int to) {
        Map.Entry<Integer, Integer> last = endByStart.floorEntry(to);
        return last != null && last.getValue() >= from;
    }
}
