package io.tokenwatch.flink.operator;

import io.tokenwatch.engine.Routed;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.function.Consumer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * What the routing tells the judging besides events. Goes among the records, so that it keeps its place between them: once to each
 * key group, hence to each subtask at least once, however many there are.
 */
public sealed interface Notice permits HistoryRead, FeedBegun {
    /** In the place of a record's group. */
    int GROUP = -1;

    void write(BytesOut out);

    /** @param maxParallelism how many key groups there are */
    default void toAll(int maxParallelism, Consumer<RoutedRecord> out) {
        BytesOut payload = new BytesOut(64);
        write(payload);
        Routed routed = new Routed();
        routed.group = GROUP;
        routed.time = Long.MAX_VALUE;
        routed.payload = payload.array();
        routed.length = payload.size();
        RoutedRecord record = new RoutedRecord().over(routed);
        boolean[] told = new boolean[maxParallelism];
        for (int left = maxParallelism; left > 0; routed.keyLow++) {
            int group = KeyGroupRangeAssignment.assignToKeyGroup(record.key(), maxParallelism);
            if (!told[group]) {
                told[group] = true;
                left--;
                out.accept(record);
            }
        }
    }

    static boolean is(Routed routed) {
        return routed.group == GROUP;
    }

    static Notice read(Routed routed) {
        BytesIn in = new BytesIn(routed.payload, 0, routed.length);
        int kind = in.readByte();
        return switch (kind) {
            case HistoryRead.KIND -> HistoryRead.read(in);
            case FeedBegun.KIND -> FeedBegun.read(in);
            default -> throw new IllegalStateException("a notice of the unknown kind " + kind);
        };
    }
}
