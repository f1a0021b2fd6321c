package io.tokenwatch.bench.flink;

import io.tokenwatch.flink.operator.AlertRecord;
import java.io.Serial;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps the documents of the alerts in this JVM's memory, by alert id. */
final class HitSink implements Sink<AlertRecord> {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Map<String, Map<String, AlertRecord>> KEPT = new ConcurrentHashMap<>();

    private final String name;

    HitSink(String name) {
        this.name = name;
        KEPT.put(name, new ConcurrentHashMap<>());
    }

    /** The alerts of a run, by id, and forgets them. */
    static Set<AlertRecord> take(String name) {
        Map<String, AlertRecord> kept = KEPT.remove(name);
        return kept == null ? Set.of() : Set.copyOf(kept.values());
    }

    @Override
    public SinkWriter<AlertRecord> createWriter(WriterInitContext context) {
        Map<String, AlertRecord> kept = KEPT.getOrDefault(name, new ConcurrentHashMap<>());
        return new SinkWriter<>() {
            @Override
            public void write(AlertRecord alert, Context unused) {
                if (alert.change().equals("retracted")) {
                    kept.remove(alert.id());
                } else {
                    kept.put(alert.id(), alert.copy());
                }
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
