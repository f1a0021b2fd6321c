package io.tokenwatch.flink.elasticsearch;

/** Elasticsearch is there, and will not work like this: credentials, privileges, or a missing index. Trying again is no use. */
public final class ElasticsearchUnusable extends RuntimeException {
    ElasticsearchUnusable(String message) {
        super(message);
    }
}
