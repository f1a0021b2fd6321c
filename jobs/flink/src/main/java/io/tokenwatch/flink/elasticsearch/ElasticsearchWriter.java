package io.tokenwatch.flink.elasticsearch;

import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.deadletter.DeadLetters;
import io.tokenwatch.flink.elasticsearch.Bulk.Result;
import io.tokenwatch.flink.remote.Complaints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.SimpleBatchCreator;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;

/**
 * Sends what waits, and sends again what Elasticsearch did not take yet: for ever, at growing intervals, and visibly. What it refuses for
 * the privileges or the set-up of an index is sent again for as long as the patience lasts; then the job ends.
 */
final class ElasticsearchWriter<T> extends AsyncSinkWriter<T, DocumentWrite> {
    private final BulkLimits limits;
    private final ClusterClient client;
    private final Bulk bulk;
    private final DeadLetters deadLetters;
    private final Complaints complaints;
    private final SinkMetrics metrics;
    private final Refusals refusals;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean closed;

    ElasticsearchWriter(
            ElasticsearchSink<T> sink,
            ElementConverter<T, DocumentWrite> converter,
            WriterInitContext context,
            Collection<BufferedRequestState<DocumentWrite>> waiting) {
        super(
                converter,
                context,
                configuration(sink.limits()),
                waiting,
                new SimpleBatchCreator<>(sink.limits().bytes()),
                new DequeRequestBuffer<>());
        limits = sink.limits();
        client = new ClusterClient(sink.cluster());
        bulk = new Bulk(client.elasticsearch());
        deadLetters = sink.deadLetters().open();
        complaints = new Complaints(sink.cluster().toString());
        refusals = new Refusals(limits.patience(), System::nanoTime);
        metrics = SinkMetrics.in(context.metricGroup());
    }

    private static AsyncSinkWriterConfiguration configuration(BulkLimits limits) {
        return AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(limits.documents())
                .setMaxBatchSizeInBytes(limits.bytes())
                .setMaxInFlightRequests(limits.inFlight())
                .setMaxBufferedRequests(limits.waiting())
                .setMaxTimeInBufferMS(limits.delay().toMillis())
                .setMaxRecordSizeInBytes(limits.bytes())
                .setRateLimitingStrategy(new FixedInFlight(limits))
                .build();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // settle() hears of it, and the handler of what goes wrong there
    protected void submitRequestEntries(List<DocumentWrite> documents, ResultHandler<DocumentWrite> handler) {
        bulk.send(documents)
                .thenCompose(results -> publishRejected(results).thenRun(() -> settle(results, handler)))
                .exceptionally(thrown -> {
                    handler.completeExceptionally(new IllegalStateException("writing to Elasticsearch failed", thrown));
                    return null;
                });
    }

    /** A batch is only done when its dead letters are kept: else a checkpoint in between would lose them. */
    private CompletableFuture<Void> publishRejected(List<Result> results) {
        return CompletableFuture.allOf(results.stream()
                .filter(result -> result.verdict() == Verdict.REJECTED)
                .map(result -> deadLetters.publish(DeadLetter.ofDocument(
                        result.document().index(),
                        result.document().id(),
                        result.why(),
                        System.currentTimeMillis(),
                        result.document().json())))
                .toArray(CompletableFuture<?>[]::new));
    }

    private void settle(List<Result> results, ResultHandler<DocumentWrite> handler) {
        List<DocumentWrite> again = new ArrayList<>();
        String why = "";
        for (Result result : results) {
            switch (result.verdict()) {
                case WRITTEN -> {
                    metrics.sent().increment();
                    refusals.accepted(result.document().index());
                }
                case PRESENT -> {
                    metrics.present().increment();
                    refusals.accepted(result.document().index());
                }
                case REJECTED -> metrics.rejected().increment();
                case RETRY, DIVIDE -> {
                    again.add(result.document());
                    why = result.why();
                }
                case FATAL -> {
                    if (!refusals.isTheLast(result.document().index())) {
                        again.add(result.document());
                        why = result.why();
                        continue;
                    }
                    handler.completeExceptionally(new ElasticsearchUnusable(
                            "Elasticsearch does not accept %s: %s".formatted(result.document(), result.why())));
                    return;
                }
            }
        }
        if (again.isEmpty()) {
            failures.set(0);
            complaints.succeeded();
            handler.complete();
        } else {
            sendAgain(again, why, handler);
        }
    }

    private void sendAgain(List<DocumentWrite> again, String why, ResultHandler<DocumentWrite> handler) {
        metrics.retried().add(again.size());
        complaints.failed(why + " (" + again.size() + " documents)");
        long wait = limits.backoff().millis(failures.incrementAndGet());
        CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS).execute(() -> {
            if (!closed) { // or the task would have nobody to tell
                handler.retryForEntries(again);
            }
        });
    }

    @Override
    protected long getSizeInBytes(DocumentWrite document) {
        return document.size();
    }

    @Override
    public void close() {
        closed = true;
        client.close();
        deadLetters.close();
        super.close();
    }
}
