package io.tokenwatch.flink.operator;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/** Since when the job has seen every event: the first watermark of its first start, event time in ms. */
final class Coverage {
    private final ListState<Long> state;
    private long since = Long.MAX_VALUE;

    private Coverage(ListState<Long> state) {
        this.state = state;
    }

    static Coverage restore(OperatorStateStore store) throws Exception {
        Coverage coverage = new Coverage(store.getUnionListState(new ListStateDescriptor<>("coverage", Types.LONG)));
        for (long each : coverage.state.get()) {
            coverage.since = Math.min(coverage.since, each);
        }
        return coverage;
    }

    void reached(long watermark) {
        if (since == Long.MAX_VALUE && watermark > Long.MIN_VALUE) {
            since = watermark;
        }
    }

    /** {@link Long#MAX_VALUE} as long as nothing is known. */
    long since() {
        return since;
    }

    void snapshot() throws Exception {
        state.update(List.of(since));
    }
}
