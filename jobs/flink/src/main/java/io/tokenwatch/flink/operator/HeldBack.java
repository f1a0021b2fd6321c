package io.tokenwatch.flink.operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;

/**
 * What maintenance windows hold back, until they are over: by the watermark, or by the clock where no event moves that. What is
 * retracted meanwhile is not told. Part of the checkpoint; after a change of parallelism a retraction may come to another subtask than the
 * one that holds the opening, which is then told after it.
 */
final class HeldBack {
    private final ListState<AlertRecord> state;
    private final Map<String, List<AlertRecord>> byAlert = new LinkedHashMap<>();
    /** No record is due before. */
    private long earliest = Long.MAX_VALUE;

    private HeldBack(ListState<AlertRecord> state) {
        this.state = state;
    }

    static HeldBack restore(OperatorStateStore store) throws Exception {
        HeldBack held = new HeldBack(
                store.getListState(new ListStateDescriptor<>("held-back", new ValueTypeInfo<>(AlertRecord.class))));
        for (AlertRecord record : held.state.get()) {
            held.add(record);
        }
        return held;
    }

    void add(AlertRecord record) {
        byAlert.computeIfAbsent(record.id(), id -> new ArrayList<>()).add(record);
        earliest = Math.min(earliest, record.notBefore());
    }

    /** The alert is retracted: nobody need hear that it was opened. */
    void drop(String alertId) {
        byAlert.remove(alertId);
    }

    /** Hands out what is due, in the order in which it was held back. */
    void release(long time, Consumer<AlertRecord> out) {
        if (time < earliest) {
            return;
        }
        List<AlertRecord> due = new ArrayList<>();
        earliest = Long.MAX_VALUE;
        byAlert.values().removeIf(records -> {
            records.removeIf(record -> record.notBefore() <= time && due.add(record));
            records.forEach(record -> earliest = Math.min(earliest, record.notBefore()));
            return records.isEmpty();
        });
        due.forEach(out);
    }

    void snapshot() throws Exception {
        List<AlertRecord> all = new ArrayList<>();
        byAlert.values().forEach(all::addAll);
        state.update(all);
    }
}
