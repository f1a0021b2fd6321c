package io.tokenwatch.flink.elasticsearch;

import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.util.BinaryData;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bulk request that changes nothing: it writes to an alias that does not exist. Client and cluster load for it what the
 * first alert would otherwise wait for, a second or more on a small machine.
 */
public final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final String NOWHERE = "tokenwatch-rehearsal";
    private static final int ANSWER_SECONDS = 5;

    private Rehearsal() {}

    /** Never fails: what goes wrong here will go wrong again where it matters. */
    public static void run(ClusterSettings cluster) {
        BinaryData nothing = BinaryData.of("{}".getBytes(StandardCharsets.UTF_8), "application/json");
        BulkRequest request = BulkRequest.of(bulk -> bulk.requireAlias(true)
                .operations(one ->
                        one.create(create -> create.index(NOWHERE).id("1").document(nothing))));
        try (ClusterClient client = new ClusterClient(cluster, ANSWER_SECONDS * 1000)) {
            client.elasticsearch().bulk(request).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("the rehearsal of a bulk request failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
