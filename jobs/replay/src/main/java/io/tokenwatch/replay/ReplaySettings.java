package io.tokenwatch.replay;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What to replay, and how.
 *
 * @param format of every input; null to tell each by its content
 * @param reading what the connectors need to know
 * @param from events before it are counted and not judged (milliseconds since the epoch)
 * @param to events at or after it are counted and not judged
 */
public record ReplaySettings(@Nullable Connector format, Settings reading, long from, long to) {
    /** Any format, any time. */
    public static ReplaySettings of(Settings reading) {
        return new ReplaySettings(null, reading, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    public ReplaySettings withFormat(Connector connector) {
        return new ReplaySettings(connector, reading, from, to);
    }

    public ReplaySettings between(long first, long end) {
        return new ReplaySettings(format, reading, first, end);
    }

    boolean covers(long time) {
        return from <= time && time < to;
    }
}
