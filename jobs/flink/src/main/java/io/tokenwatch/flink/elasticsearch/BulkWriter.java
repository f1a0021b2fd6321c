package io.tokenwatch.flink.elasticsearch;

import io.tokenwatch.flink.elasticsearch.Bulk.Result;
import io.tokenwatch.flink.remote.Complaints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes documents for whoever waits until they are there, outside a Flink job. What Elasticsearch does not take yet is sent again for as
 * long as the patience lasts. One thread.
 */
public final class BulkWriter implements AutoCloseable {
    private final ClusterSettings cluster;
    private final Duration patience;
    private final BulkLimits limits = BulkLimits.DEFAULT;
    private final ClusterClient client;
    private final Bulk bulk;
    private final Complaints complaints;
    private final List<DocumentWrite> waiting = new ArrayList<>();
    private long bytes;
    private long written;

    /** @param patience with a cluster that is away or busy */
    public BulkWriter(ClusterSettings cluster, Duration patience) {
        this.cluster = cluster;
        this.patience = patience;
        this.client = new ClusterClient(cluster);
        this.bulk = new Bulk(client.elasticsearch());
        this.complaints = new Complaints(cluster.toString());
    }

    /**
     * Takes a document, and sends what waits when that is enough.
     *
     * @throws ElasticsearchAbsent if it does not take documents within the patience
     * @throws ElasticsearchUnusable if it refuses one, or everything
     */
    public void add(DocumentWrite document) {
        waiting.add(document);
        bytes += document.size();
        if (waiting.size() >= limits.documents() || bytes >= limits.bytes()) {
            flush();
        }
    }

    /** Sends what waits, see {@link #add}. */
    public void flush() {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int failures = 1; !waiting.isEmpty(); failures++) {
            String why = send();
            if (!waiting.isEmpty()) {
                complaints.failed(why + " (" + waiting.size() + " documents)");
                if (System.nanoTime() >= deadline) {
                    throw new ElasticsearchAbsent(
                            cluster + " took no documents for " + patience.toSeconds() + " s: " + why);
                }
                pause(limits.backoff().millis(failures));
            }
        }
        complaints.succeeded();
        bytes = 0;
    }

    /** Why some still wait; empty if none do. */
    private String send() {
        List<Result> results = bulk.send(List.copyOf(waiting)).join();
        waiting.clear();
        String why = "";
        for (Result result : results) {
            switch (result.verdict()) {
                case WRITTEN, PRESENT -> written++;
                case RETRY, DIVIDE -> {
                    waiting.add(result.document());
                    why = result.why();
                }
                case REJECTED, FATAL ->
                    throw new ElasticsearchUnusable(
                            "%s does not take %s: %s".formatted(cluster, result.document(), result.why()));
            }
        }
        return why;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ElasticsearchAbsent("interrupted while waiting for Elasticsearch");
        }
    }

    /** How many documents are there now, by this or an earlier write. */
    public long written() {
        return written;
    }

    /** Does not send what waits: {@link #flush} does. */
    @Override
    public void close() {
        client.close();
    }
}
