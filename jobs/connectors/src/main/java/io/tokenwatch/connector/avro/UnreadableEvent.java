package io.tokenwatch.connector.avro;

/**
 * Bytes that are not a record of the schema they claim, or exceed a bound. The message names positions and sizes, never
 * content. Carries no stack trace: a flood of such records must stay cheap.
 */
public final class UnreadableEvent extends Exception {
    UnreadableEvent(String message) {
        super(message, null, false, false);
    }
}
