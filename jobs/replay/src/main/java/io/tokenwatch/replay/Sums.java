package io.tokenwatch.replay;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What became of the records of some logs; see {@link ReplaySummary} for the counts.
 *
 * @param inputs in the order in which they were named
 * @param first when the first event of the period happened (milliseconds since the epoch); {@link Long#MAX_VALUE} if there is none
 * @param last when the last one happened; {@link Long#MIN_VALUE} if there is none
 */
public record Sums(
        long records,
        long judged,
        long duplicates,
        long conflicts,
        SortedMap<String, Long> deadLetters,
        long outsidePeriod,
        SortedMap<String, Long> skipped,
        SortedMap<String, Long> unknownFields,
        List<InputDigest> inputs,
        long first,
        long last) {
    /** Records that could not be read. */
    public long deadLettered() {
        return total(deadLetters);
    }

    /** Records that say nothing about tokens. */
    public long skippedRecords() {
        return total(skipped);
    }

    static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
