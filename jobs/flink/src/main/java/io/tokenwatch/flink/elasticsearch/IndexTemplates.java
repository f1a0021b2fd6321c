package io.tokenwatch.flink.elasticsearch;

import io.tokenwatch.flink.remote.Backoff;
import io.tokenwatch.flink.remote.Complaints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;

/** Puts the index templates of tokenwatch-schemas into a cluster, so that no index is made with guessed field types. */
public final class IndexTemplates {
    /** Name of each template, and of its resource in {@code elasticsearch/}. */
    static final List<String> NAMES = List.of(
            "tokenwatch-alerts",
            "tokenwatch-alert-transitions",
            "tokenwatch-dead-letters",
            "tokenwatch-status",
            "tokenwatch-ledger",
            "tokenwatch-indicators",
            "tokenwatch-actions"); // the console puts it too, and may come first

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    private static final int ANSWER_MILLIS = 10_000;

    private IndexTemplates() {}

    /**
     * Installs all templates, over older ones of the same names. Waits for a cluster that does not answer yet, and says so.
     *
     * @throws ElasticsearchAbsent if it does not serve within the patience
     * @throws ElasticsearchUnusable if it refuses
     */
    public static void install(ClusterSettings cluster, Duration patience) {
        Complaints complaints = new Complaints(cluster.toString());
        FieldTypes offered = new FieldTypes();
        long deadline = System.nanoTime() + patience.toNanos();
        try (ClusterClient client = new ClusterClient(cluster, ANSWER_MILLIS)) {
            for (String name : NAMES) {
                untilDone(() -> put(client, name, offered, complaints, cluster), deadline, patience, cluster);
            }
            untilDone(() -> lifecycle(client, complaints), deadline, patience, cluster); // before the first index
        }
    }

    private static void untilDone(BooleanSupplier attempt, long deadline, Duration patience, ClusterSettings cluster) {
        for (int failures = 1; !attempt.getAsBoolean(); failures++) {
            if (System.nanoTime() >= deadline) {
                throw new ElasticsearchAbsent(cluster + " did not serve within " + patience.toSeconds() + " s");
            }
            pause(BACKOFF.millis(failures));
        }
    }

    /** False if it is worth trying again. */
    private static boolean lifecycle(ClusterClient client, Complaints complaints) {
        try {
            Lifecycle.install(client.rest());
            return true;
        } catch (IOException e) {
            complaints.failed(Failure.of(e).what());
            return false;
        }
    }

    /** False if it is worth trying again. */
    private static boolean put(
            ClusterClient client, String name, FieldTypes offered, Complaints complaints, ClusterSettings cluster) {
        Request request = new Request("PUT", "/_index_template/" + name);
        byte[] template = resource("/elasticsearch/" + name + ".json");
        request.setEntity(new ByteArrayEntity(offered.body(template), ContentType.APPLICATION_JSON));
        try {
            client.rest().performRequest(request);
            complaints.succeeded();
            return true;
        } catch (IOException e) {
            Failure failure = Failure.of(e);
            if (failure.verdict() == Verdict.RETRY) {
                complaints.failed(failure.what());
                return false;
            }
            String body = e instanceof ResponseException answered ? ": " + answered.getMessage() : "";
            if (offered.lacks(body)) {
                return put(client, name, offered, complaints, cluster);
            }
            throw new ElasticsearchUnusable(cluster + " refuses the template " + name + ", " + failure.what() + body);
        }
    }

    static byte[] resource(String path) {
        try (InputStream in = IndexTemplates.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + path + " on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ElasticsearchAbsent("interrupted while waiting for Elasticsearch");
        }
    }
}
