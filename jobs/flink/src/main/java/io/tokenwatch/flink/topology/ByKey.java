package io.tokenwatch.flink.topology;

import io.tokenwatch.flink.operator.Key128;
import io.tokenwatch.flink.operator.RoutedRecord;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/** How records come to the subtask that judges their key. */
public final class ByKey {
    private static final ValueTypeInfo<Key128> KEY = new ValueTypeInfo<>(Key128.class);

    private ByKey() {}

    /** Over the network, sorted by key where the job is a batch. */
    public static KeyedStream<RoutedRecord, Key128> shuffled(DataStream<RoutedRecord> routed) {
        return routed.keyBy(RoutedRecord::key, KEY);
    }

    /**
     * As {@link #shuffled}, but where all is one subtask in the task that routes: no record is then written, sent and read again, which
     * spares a tenth of all work and the second thread. Only for sources that do not end: Flink does not restore a task of which some operators had
     * ended and others not, as happens when a job that was shuffled goes on with one subtask.
     */
    public static KeyedStream<RoutedRecord, Key128> endless(DataStream<RoutedRecord> routed) {
        boolean alone =
                routed.getParallelism() == 1 && routed.getExecutionEnvironment().getParallelism() == 1;
        return alone ? DataStreamUtils.reinterpretAsKeyedStream(routed, RoutedRecord::key, KEY) : shuffled(routed);
    }
}
