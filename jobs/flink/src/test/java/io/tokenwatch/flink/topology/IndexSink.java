package io.tokenwatch.flink.topology;

import io.tokenwatch.flink.operator.AlertRecord;
import io.tokenwatch.flink.testing.AlertIndex;
import java.io.Serial;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Writes to an index in this JVM that outlives the job, as Elasticsearch would. */
record IndexSink(String name) implements Sink<AlertRecord> {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Map<String, AlertIndex> INDICES = new ConcurrentHashMap<>();

    static AlertIndex index(String name) {
        return INDICES.computeIfAbsent(name, n -> new AlertIndex());
    }

    @Override
    public SinkWriter<AlertRecord> createWriter(WriterInitContext context) {
        AlertIndex index = index(name);
        return new SinkWriter<>() {
            @Override
            public void write(AlertRecord record, Context at) {
                index.put(record.copy());
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
