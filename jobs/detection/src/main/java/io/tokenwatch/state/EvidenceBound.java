package io.tokenwatch.state;

import java.util.Arrays;
import java.util.List;

/**
 * How much evidence of one step is kept. Up to {@code max} events, all. Beyond: the earliest and the latest, the
 * {@code max} with the smallest hash (a sample that no order of arrival can bias), and for each minute the events with
 * the smallest and the largest value of each number that {@code where} compares.
 *
 * @param max how many events are kept for sure; at least 1
 * @param extremes captures (numbers) whose extremes per minute are kept
 * @param slice the first and the last event of each slice of time of that width (ms) are kept; 0 for none
 */
public record EvidenceBound(int max, List<Integer> extremes, long slice) {
    private static final long MINUTE = 60_000;

    public static EvidenceBound of(int max) {
        return new EvidenceBound(max, List.of(), 0);
    }

    /** Which entries of the set stay. Keeping, adding one and keeping again is as adding it first and keeping once. */
    boolean[] keep(EvidenceSet set) {
        int n = set.size();
        boolean[] keep = new boolean[n];
        keep[0] = true;
        keep[n - 1] = true;
        keepSmallestHashes(set, keep);
        for (int capture : extremes) {
            keepExtremes(set, capture, keep);
        }
        if (slice > 0) {
            keepEnds(set, keep);
        }
        return keep;
    }

    private void keepEnds(EvidenceSet set, boolean[] keep) {
        for (int i = 1; i < keep.length; i++) {
            if (Math.floorDiv(set.time(i - 1), slice) != Math.floorDiv(set.time(i), slice)) {
                keep[i - 1] = true;
                keep[i] = true;
            }
        }
    }

    private void keepSmallestHashes(EvidenceSet set, boolean[] keep) {
        long[] hashes = new long[set.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = set.hash(i) ^ Long.MIN_VALUE; // so that the signed order is the unsigned one
        }
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        long limit = sorted[Math.min(max, sorted.length) - 1];
        for (int i = 0; i < hashes.length; i++) {
            keep[i] |= hashes[i] <= limit;
        }
    }

    private static void keepExtremes(EvidenceSet set, int capture, boolean[] keep) {
        Evidence view = new Evidence();
        for (int from = 0; from < keep.length; ) {
            long minute = Math.floorDiv(set.time(from), MINUTE);
            int smallest = -1;
            int largest = -1;
            int i = from;
            for (; i < keep.length && Math.floorDiv(set.time(i), MINUTE) == minute; i++) {
                long value = set.at(i, 0, view).number(capture);
                if (value != io.tokenwatch.event.TokenEvent.ABSENT) {
                    smallest = smallest < 0 || value < set.at(smallest, 0, view).number(capture) ? i : smallest;
                    largest = largest < 0 || value >= set.at(largest, 0, view).number(capture) ? i : largest;
                }
            }
            if (smallest >= 0) {
                keep[smallest] = true;
                keep[largest] = true;
            }
            from = i;
        }
    }
}
