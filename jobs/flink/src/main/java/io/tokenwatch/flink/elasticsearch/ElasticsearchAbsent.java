package io.tokenwatch.flink.elasticsearch;

/** Elasticsearch did not serve for as long as somebody was willing to wait. */
public final class ElasticsearchAbsent extends RuntimeException {
    ElasticsearchAbsent(String message) {
        super(message);
    }
}
