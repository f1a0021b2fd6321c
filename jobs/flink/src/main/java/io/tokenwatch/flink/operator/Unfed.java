package io.tokenwatch.flink.operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;

/**
 * Alerts that could be taken back by what happened before their rule was in force, while that is still being read: nobody hears of
 * them until it is. One that is taken back by then nobody hears of at all.
 */
final class Unfed {
    private final ListState<AlertRecord> state;
    private final Map<String, List<AlertRecord>> byAlert = new LinkedHashMap<>();

    private Unfed(ListState<AlertRecord> state) {
        this.state = state;
    }

    /** @param subtask the first one takes them all, so that what became of one alert stays together */
    static Unfed restore(OperatorStateStore store, int subtask) throws Exception {
        Unfed unfed = new Unfed(
                store.getUnionListState(new ListStateDescriptor<>("unfed", new ValueTypeInfo<>(AlertRecord.class))));
        for (AlertRecord record : unfed.state.get()) {
            if (subtask == 0) {
                unfed.add(record);
            }
        }
        return unfed;
    }

    void add(AlertRecord record) {
        List<AlertRecord> records = byAlert.computeIfAbsent(record.id() + record.shadow(), id -> new ArrayList<>());
        int last = records.size() - 1;
        if (last >= 0 && records.get(last).change().equals("grown")) {
            records.remove(last); // the record that follows says what it said
        }
        records.add(record);
    }

    /** Hands over what is no longer held, alert by alert in the order in which it came. */
    void release(Predicate<String> held, Consumer<AlertRecord> out) {
        byAlert.values().removeIf(records -> {
            if (held.test(records.get(0).ruleId())) {
                return false;
            }
            boolean opened = records.get(0).change().equals("opened");
            boolean retracted = records.get(records.size() - 1).change().equals("retracted");
            if (!opened || !retracted) {
                records.forEach(out);
            }
            return true;
        });
    }

    void snapshot() throws Exception {
        List<AlertRecord> all = new ArrayList<>();
        byAlert.values().forEach(all::addAll);
        state.update(all);
    }
}
