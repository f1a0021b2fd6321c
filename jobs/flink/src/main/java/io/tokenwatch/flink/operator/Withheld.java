package io.tokenwatch.flink.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Alerts that an event still on its way could take back. Each waits until a checkpoint that holds its opening is complete, so
 * that no crash can leave one published that nobody remembers.
 */
final class Withheld {
    private List<AlertRecord> sinceCheckpoint = new ArrayList<>();
    private final TreeMap<Long, List<AlertRecord>> byCheckpoint = new TreeMap<>();

    void add(AlertRecord record) {
        sinceCheckpoint.add(record);
    }

    /** What a checkpoint that is being taken must hold: everything not yet published. */
    List<AlertRecord> snapshot(long checkpointId) {
        byCheckpoint.put(checkpointId, sinceCheckpoint);
        sinceCheckpoint = new ArrayList<>();
        List<AlertRecord> all = new ArrayList<>();
        byCheckpoint.values().forEach(all::addAll);
        return all;
    }

    /** Hands over what the completed checkpoint, or one before it, holds. */
    void complete(long checkpointId, Consumer<AlertRecord> out) {
        while (!byCheckpoint.isEmpty() && byCheckpoint.firstKey() <= checkpointId) {
            byCheckpoint.pollFirstEntry().getValue().forEach(out);
        }
    }

    /** Hands over everything: the input has ended, nothing can take an alert back. */
    void release(Consumer<AlertRecord> out) {
        complete(Long.MAX_VALUE, out);
        sinceCheckpoint.forEach(out);
        sinceCheckpoint = new ArrayList<>();
    }
}
