package io.tokenwatch.flink.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Since when the job has seen every event, as far as a subtask can tell: the {@value #SAMPLE}th of the earliest times of its timely
 * events. Not the very first, or one clock that is wrong would make everything look well known. The earliest times are a set that
 * merges: neither order nor repetition matters.
 */
final class Coverage {
    private static final int SAMPLE = 32;

    private final ListState<Long> state;
    private final TreeSet<Long> earliest = new TreeSet<>();
    private long bound = Long.MAX_VALUE;

    private Coverage(ListState<Long> state) {
        this.state = state;
    }

    static Coverage restore(OperatorStateStore store) throws Exception {
        Coverage coverage = new Coverage(store.getUnionListState(new ListStateDescriptor<>("coverage", Types.LONG)));
        for (long each : coverage.state.get()) {
            coverage.add(each);
        }
        return coverage;
    }

    /** An event that is not late; almost always costs one comparison. */
    void saw(long time) {
        if (time < bound) {
            add(time);
        }
    }

    private void add(long time) {
        earliest.add(time);
        if (earliest.size() > SAMPLE) {
            earliest.pollLast();
        }
        if (earliest.size() == SAMPLE) {
            bound = earliest.last();
        }
    }

    /** Event time in ms; {@link Long#MAX_VALUE} as long as nothing is known. */
    long since() {
        return bound;
    }

    void snapshot() throws Exception {
        state.update(new ArrayList<>(List.copyOf(earliest)));
    }
}
