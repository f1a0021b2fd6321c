package io.tokenwatch.flink.transport;

import io.tokenwatch.rule.Level;
import java.nio.charset.StandardCharsets;

/**
 * What a server is to be told.
 *
 * @param id the same for a repetition, so that the receiver can drop it; letters, digits and dashes
 * @param alertId what belongs together, and keeps its order where there is one
 * @param route why the server is told, such as {@code page}
 * @param time when it was written, milliseconds since the epoch
 * @param body one line
 */
public record Message(
        String id, String alertId, String route, Level level, long time, String contentType, String body) {
    /** The body as it travels. */
    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
