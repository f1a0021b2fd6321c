package io.tokenwatch.flink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.TransportException;
import io.tokenwatch.flink.deadletter.Excerpt;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.elasticsearch.client.ResponseException;

/**
 * A request that failed as a whole.
 *
 * @param what in words that may be logged
 */
record Failure(Verdict verdict, String what) {
    static Failure of(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ElasticsearchException e) {
            String type = String.valueOf(e.error().type());
            return answered(e.status(), type, type + " " + e.error().reason());
        }
        if (cause instanceof ResponseException e) {
            return answered(e.getResponse().getStatusLine().getStatusCode(), "", "");
        }
        if (cause instanceof TransportException e && e.statusCode() >= 300) {
            return answered(e.statusCode(), "", "");
        }
        String words = cause.getClass().getSimpleName() + " " + Excerpt.clean(String.valueOf(cause.getMessage()));
        return new Failure(cause instanceof IOException ? Verdict.RETRY : Verdict.FATAL, words);
    }

    private static Failure answered(int status, String error, String words) {
        return new Failure(Verdict.ofRequest(status, error), Excerpt.clean("HTTP " + status + " " + words));
    }
}
