package io.tokenwatch.flink.elasticsearch;

import io.tokenwatch.flink.remote.Secret;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an Elasticsearch cluster. Travels with the job; holds no secret.
 *
 * @param urls of its nodes, such as {@code https://es-1:9200}
 * @param login what the cluster asks for, or null where it asks for nothing
 * @param caFile certificate authority in PEM for https, where the platform's own do not know it; null: the platform's
 */
public record ClusterSettings(
        List<String> urls, @Nullable Login login, @Nullable String caFile) implements Serializable {
    public ClusterSettings {
        urls = urls.stream().map(url -> url.replaceFirst("/+$", "")).toList();
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("Elasticsearch needs at least one URL");
        }
    }

    /** Without login. */
    public static ClusterSettings at(String url) {
        return new ClusterSettings(List.of(url), null, null);
    }

    /**
     * Credentials for each request.
     *
     * @param secret an API key in its encoded form, or {@code user:password}
     */
    public record Login(Kind kind, Secret secret) implements Serializable {}

    /** The ways to log in that we know. */
    public enum Kind {
        API_KEY,
        BASIC
    }

    @Override
    public String toString() {
        return "Elasticsearch at " + String.join(", ", urls);
    }
}
