package io.tokenwatch.flink.transport;

import io.tokenwatch.rule.Level;

/** Messages to send. */
final class Messages {
    private Messages() {}

    static Message of(String id, String body) {
        return new Message(id, "alert", "page", Level.HIGH, 1_767_571_232_000L, "application/json", body);
    }
}
