package io.tokenwatch.flink.posture;

import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps of each document the highest version, in this JVM, as Elasticsearch does with external versions. */
record DocumentIndex(String name) implements Sink<DocumentWrite> {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Map<String, Map<String, DocumentWrite>> INDICES = new ConcurrentHashMap<>();

    static Map<String, DocumentWrite> index(String name) {
        return INDICES.computeIfAbsent(name, n -> new ConcurrentHashMap<>());
    }

    /** The documents by index and id. */
    static SortedMap<String, String> documents(String name) {
        SortedMap<String, String> documents = new TreeMap<>();
        index(name).forEach((place, write) -> documents.put(place, new String(write.json(), StandardCharsets.UTF_8)));
        return documents;
    }

    @Override
    public SinkWriter<DocumentWrite> createWriter(WriterInitContext context) {
        Map<String, DocumentWrite> index = index(name);
        return new SinkWriter<>() {
            @Override
            public void write(DocumentWrite write, Context at) {
                index.merge(
                        write.index() + "/" + write.id(),
                        write.copy(),
                        (old, fresh) -> fresh.version() > old.version() ? fresh : old);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
