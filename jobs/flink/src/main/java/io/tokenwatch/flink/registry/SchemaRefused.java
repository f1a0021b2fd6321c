package io.tokenwatch.flink.registry;

/** The registry does not take a schema, as when it breaks the compatibility of its subject. */
public final class SchemaRefused extends RuntimeException {
    SchemaRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
