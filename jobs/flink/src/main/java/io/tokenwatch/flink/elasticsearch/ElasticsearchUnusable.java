package io.tokenwatch.flink.elasticsearch;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Elasticsearch is there, and will not work like this: credentials, privileges, or a missing index. Trying again is no use, so that
 * Flink does not start the job again.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class ElasticsearchUnusable extends RuntimeException {
    ElasticsearchUnusable(String message) {
        super(message);
    }
}
