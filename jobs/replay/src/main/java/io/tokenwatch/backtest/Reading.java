package io.tokenwatch.backtest;

import io.tokenwatch.page.Day;
import io.tokenwatch.replay.History;
import io.tokenwatch.replay.Sums;
import java.util.List;
import java.util.SortedMap;

/**
 * What became of the records: {@code records = judged + duplicates + dead letters + skipped + outside}.
 *
 * @param judged distinct events, whether or not a rule matched them
 * @param first when the first event happened (milliseconds since the epoch); {@link Long#MAX_VALUE} if there is none
 * @param last when the last one happened
 * @param formats of the inputs
 */
public record Reading(
        long records,
        long judged,
        long duplicates,
        long conflicts,
        long deadLetters,
        long outsidePeriod,
        long skipped,
        SortedMap<String, Long> unknownFields,
        long first,
        long last,
        List<String> formats) {
    static Reading of(History history) {
        Sums sums = history.sums();
        return new Reading(
                sums.records(),
                sums.judged(),
                sums.duplicates(),
                sums.conflicts(),
                sums.deadLettered(),
                sums.outsidePeriod(),
                sums.skippedRecords(),
                sums.unknownFields(),
                sums.first(),
                sums.last(),
                List.copyOf(history.formats()));
    }

    /** Days in UTC from the first event to the last, both counted; 0 if there is none. */
    public long days() {
        return judged == 0 ? 0 : Day.of(last) - Day.of(first) + 1;
    }
}
