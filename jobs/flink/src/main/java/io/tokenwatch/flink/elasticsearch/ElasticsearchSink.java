package io.tokenwatch.flink.elasticsearch;

import io.tokenwatch.flink.deadletter.DeadLetters;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes documents to Elasticsearch at least once; their ids make a repetition harmless. An Elasticsearch that is away, busy or
 * full makes it wait and push back, never fail; a document that Elasticsearch will never take becomes a dead letter; credentials
 * or indices that will never do end the job with {@link ElasticsearchUnusable}.
 */
public final class ElasticsearchSink<T> extends AsyncSinkBase<T, DocumentWrite> {
    private final ClusterSettings cluster;
    private final DeadLetters.Opener deadLetters;
    private final BulkLimits limits;

    public ElasticsearchSink(
            ClusterSettings cluster,
            ElementConverter<T, DocumentWrite> converter,
            DeadLetters.Opener deadLetters,
            BulkLimits limits) {
        super(
                converter,
                limits.documents(),
                limits.inFlight(),
                limits.waiting(),
                limits.bytes(),
                limits.delay().toMillis(),
                limits.bytes());
        this.cluster = cluster;
        this.deadLetters = deadLetters;
        this.limits = limits;
    }

    /** For streams of documents that are ready to be written. */
    public static ElasticsearchSink<DocumentWrite> of(
            ClusterSettings cluster, DeadLetters.Opener deadLetters, BulkLimits limits) {
        return new ElasticsearchSink<>(cluster, (document, context) -> document, deadLetters, limits);
    }

    ClusterSettings cluster() {
        return cluster;
    }

    DeadLetters.Opener deadLetters() {
        return deadLetters;
    }

    BulkLimits limits() {
        return limits;
    }

    @Override
    public StatefulSinkWriter<T, BufferedRequestState<DocumentWrite>> createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<T, BufferedRequestState<DocumentWrite>> restoreWriter(
            WriterInitContext context, Collection<BufferedRequestState<DocumentWrite>> waiting) {
        return new ElasticsearchWriter<>(this, getElementConverter(), context, waiting);
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<DocumentWrite>> getWriterStateSerializer() {
        return new DocumentWriteStateSerializer();
    }
}
