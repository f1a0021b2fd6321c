package io.tokenwatch.replay.cluster;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.replay.Counts;
import io.tokenwatch.replay.DeadLetters;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.InputDigest;
import io.tokenwatch.replay.Sums;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up the blocks in the order of the inputs, and writes the dead letters on the way. */
final class Counting {
    private final List<Map.Entry<Input, Connector>> inputs;
    private final DeadLetters dead;
    private final List<InputDigest> digests = new ArrayList<>();
    private final Counts counts = new Counts();
    private final SortedMap<String, Long> unknownFields = new TreeMap<>();
    private long recordsBefore;

    Counting(List<Map.Entry<Input, Connector>> inputs, DeadLetters dead) {
        this.inputs = inputs;
        this.dead = dead;
    }

    void block(BlockTally block) throws IOException {
        Input input = inputs.get(block.input).getKey();
        counts.add(block.counts);
        block.unknownFields.forEach((field, count) -> unknownFields.merge(field, count, Long::sum));
        for (BlockTally.Dead letter : block.dead) {
            if (block.isEnd()) {
                dead.addRest(input, letter.line() - 1);
            } else {
                dead.add(input, letter.line(), letter.reason(), letter.bytes(), letter.sha256(), letter.excerpt());
            }
        }
        if (block.isEnd()) {
            String format = inputs.get(block.input).getValue().format();
            digests.add(
                    new InputDigest(input.name(), format, block.bytes, block.sha256, counts.records() - recordsBefore));
            recordsBefore = counts.records();
        }
    }

    /** When the newest event of the period happened, milliseconds since the epoch; {@link Long#MIN_VALUE} if there is none. */
    long last() {
        return counts.last();
    }

    /** When the first one did; {@link Long#MAX_VALUE} if there is none. */
    long first() {
        return counts.first();
    }

    Sums sums(Map<String, Object> judged) {
        return new Sums(
                counts.records(),
                Progress.DISTINCT.of(judged),
                Progress.DUPLICATES.of(judged),
                Progress.CONFLICTS.of(judged),
                dead.reasons(),
                counts.outside(),
                counts.skipped(),
                unknownFields,
                List.copyOf(digests),
                counts.first(),
                counts.last());
    }
}
