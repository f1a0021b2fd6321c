package io.tokenwatch.state;

import io.tokenwatch.event.TokenEvent;
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
    private static final int FEW = 8;

    public static EvidenceBound of(int max) {
        return new EvidenceBound(max, List.of(), 0);
    }

    /**
     * Which entries of the set stay, given {@link #limit}. Keeping, adding one and keeping again is as adding it first and keeping
     * once.
     */
    boolean[] keep(EvidenceSet set, long limit) {
        int n = set.size();
        boolean[] keep = new boolean[n];
        keep[0] = true;
        keep[n - 1] = true;
        for (int i = 0; i < n; i++) {
            keep[i] |= Long.compareUnsigned(set.hash(i), limit) <= 0;
        }
        for (int capture : extremes) {
            keepExtremes(set, capture, keep);
        }
        if (slice > 0) {
            keepEnds(set, keep);
        }
        return keep;
    }

    /**
     * Whether an entry stays whose hash is not among the smallest, given the entries beside it and those of its minute; asked only where the
     * set is beyond the bound.
     */
    boolean keepsForItsPlace(EvidenceSet set, int index) {
        return index == 0
                || index == set.size() - 1
                || (slice > 0 && (isOtherSlice(set, index - 1, index) || isOtherSlice(set, index, index + 1)))
                || isExtreme(set, index);
    }

    /** The first entry whose place may be another's when one comes to that index. */
    int firstBeside(EvidenceSet set, int index) {
        return Math.max(0, Math.min(index - 1, extremes.isEmpty() ? index : beginOfMinute(set, index)));
    }

    /** The last one. */
    int lastBeside(EvidenceSet set, int index) {
        int last = extremes.isEmpty() ? index : endOfMinute(set, index) - 1;
        return Math.min(set.size() - 1, Math.max(index + 1, last));
    }

    private static int beginOfMinute(EvidenceSet set, int index) {
        long minute = Math.floorDiv(set.time(index), MINUTE);
        int begin = index;
        while (begin > 0 && Math.floorDiv(set.time(begin - 1), MINUTE) == minute) {
            begin--;
        }
        return begin;
    }

    private static int endOfMinute(EvidenceSet set, int index) {
        long minute = Math.floorDiv(set.time(index), MINUTE);
        int end = index + 1;
        while (end < set.size() && Math.floorDiv(set.time(end), MINUTE) == minute) {
            end++;
        }
        return end;
    }

    /** Whether the first smallest or the last largest value of its minute is there, as {@link #keepExtremes} has it. */
    private boolean isExtreme(EvidenceSet set, int index) {
        if (extremes.isEmpty()) {
            return false;
        }
        int begin = beginOfMinute(set, index);
        int end = endOfMinute(set, index);
        for (int capture : extremes) {
            if (isExtreme(set, index, capture, begin, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isExtreme(EvidenceSet set, int index, int capture, int begin, int end) {
        Evidence view = new Evidence();
        long value = set.at(index, 0, view).number(capture);
        boolean smallest = value != TokenEvent.ABSENT;
        boolean largest = smallest;
        for (int i = begin; i < end && (smallest || largest); i++) {
            long other = i == index ? TokenEvent.ABSENT : set.at(i, 0, view).number(capture);
            if (other != TokenEvent.ABSENT) {
                smallest &= i < index ? value < other : value <= other;
                largest &= i < index ? value >= other : value > other;
            }
        }
        return smallest || largest;
    }

    private boolean isOtherSlice(EvidenceSet set, int one, int other) {
        return Math.floorDiv(set.time(one), slice) != Math.floorDiv(set.time(other), slice);
    }

    private void keepEnds(EvidenceSet set, boolean[] keep) {
        for (int i = 1; i < keep.length; i++) {
            if (Math.floorDiv(set.time(i - 1), slice) != Math.floorDiv(set.time(i), slice)) {
                keep[i - 1] = true;
                keep[i] = true;
            }
        }
    }

    /** The largest of the {@code max} smallest hashes, as unsigned numbers. */
    long limit(EvidenceSet set) {
        int beyond = Math.max(0, set.size() - max);
        return beyond < FEW ? limitByTheLargest(set, beyond + 1) : limitByAll(set);
    }

    /** A set is trimmed when it has a few more than it may: those few are soon found. */
    private static long limitByTheLargest(EvidenceSet set, int count) {
        long[] largest = new long[count]; // in order, as signed numbers
        Arrays.fill(largest, Long.MIN_VALUE);
        for (int i = 0; i < set.size(); i++) {
            long hash = set.hash(i) ^ Long.MIN_VALUE; // so that the signed order is the unsigned one
            if (hash > largest[0]) {
                int at = 0;
                for (; at + 1 < count && hash > largest[at + 1]; at++) {
                    largest[at] = largest[at + 1];
                }
                largest[at] = hash;
            }
        }
        return largest[0] ^ Long.MIN_VALUE;
    }

    private long limitByAll(EvidenceSet set) {
        long[] sorted = new long[set.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = set.hash(i) ^ Long.MIN_VALUE;
        }
        Arrays.sort(sorted);
        return sorted[Math.min(max, sorted.length) - 1] ^ Long.MIN_VALUE;
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
                if (value != TokenEvent.ABSENT) {
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
