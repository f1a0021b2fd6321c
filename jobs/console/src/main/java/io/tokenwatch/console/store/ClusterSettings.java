package io.tokenwatch.console.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Elasticsearch.
 *
 * @param authorization the header of that name, read when the connection is made; null where the cluster asks for none
 * @param ca certificate authority in PEM, where the platform does not know it
 * @param patience how long to wait for an answer
 */
public record ClusterSettings(
        List<String> urls,
        @Nullable Supplier<String> authorization,
        @Nullable Path ca,
        Duration patience) {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    public ClusterSettings {
        urls = urls.stream().map(url -> url.replaceFirst("/+$", "")).toList();
    }

    /** Without login. */
    public static ClusterSettings at(String url) {
        return new ClusterSettings(List.of(url), null, null, PATIENCE);
    }

    public static ClusterSettings at(List<String> urls, @Nullable Supplier<String> authorization, @Nullable Path ca) {
        return new ClusterSettings(urls, authorization, ca, PATIENCE);
    }
}
