package io.tokenwatch.flink.elasticsearch;

import io.tokenwatch.flink.remote.Backoff;
import java.io.Serializable;
import java.time.Duration;

/**
 * When the sink sends, and how much it holds.
 *
 * @param documents at most so many in one request
 * @param bytes at most so many in one request, and so in one document
 * @param inFlight requests under way at a time
 * @param waiting documents held before the sink pushes back
 * @param delay a document waits no longer than that for company
 * @param backoff between attempts while Elasticsearch does not take documents
 * @param patience with an index that refuses for its privileges or set-up: these may be about to be changed
 */
public record BulkLimits(
        int documents, long bytes, int inFlight, int waiting, Duration delay, Backoff backoff, Duration patience)
        implements Serializable {
    /** 500 documents or 16 MB or 200 ms; two requests under way; 10,000 waiting; backoff 100 ms to 10 s; patience 60 s. */
    public static final BulkLimits DEFAULT = new BulkLimits(
            500,
            16L << 20,
            2,
            10_000,
            Duration.ofMillis(200),
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10)),
            Duration.ofSeconds(60));
}
