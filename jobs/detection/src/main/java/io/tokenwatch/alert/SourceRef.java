package io.tokenwatch.alert;

import org.jspecify.annotations.Nullable;

/** Where in Kafka an event was read, from its {@code raw_ref} such as {@code token.validation-3@12345}. */
record SourceRef(String topic, int partition, long offset) {
    /** Null if the text names no such place. */
    static @Nullable SourceRef parse(String rawRef) {
        int at = rawRef.lastIndexOf('@');
        int dash = rawRef.lastIndexOf('-', Math.max(0, at));
        if (at < 0 || dash < 0) {
            return null;
        }
        try {
            return new SourceRef(
                    rawRef.substring(0, dash),
                    Integer.parseInt(rawRef.substring(dash + 1, at)),
                    Long.parseLong(rawRef.substring(at + 1)));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
