package io.tokenwatch.flink.operator;

import java.util.ArrayList;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/** Since when the job has seen every event, as far as a subtask can tell: the {@link FirstTimes} of its timely events. */
final class Coverage {
    private final ListState<Long> state;
    private final FirstTimes earliest = new FirstTimes();

    private Coverage(ListState<Long> state) {
        this.state = state;
    }

    static Coverage restore(OperatorStateStore store) throws Exception {
        Coverage coverage = new Coverage(store.getUnionListState(new ListStateDescriptor<>("coverage", Types.LONG)));
        for (long each : coverage.state.get()) {
            coverage.saw(each);
        }
        return coverage;
    }

    /** An event that is not late. */
    void saw(long time) {
        earliest.saw(time);
    }

    /** Event time in ms; {@link Long#MAX_VALUE} as long as nothing is known. */
    long since() {
        return earliest.since();
    }

    void snapshot() throws Exception {
        state.update(new ArrayList<>(earliest.times()));
    }
}
