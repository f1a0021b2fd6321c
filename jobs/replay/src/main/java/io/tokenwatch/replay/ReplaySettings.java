package io.tokenwatch.replay;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.network.NetworkFacts;
import org.jspecify.annotations.Nullable;

/**
 * What to replay, and how.
 *
 * @param format of every input; null to tell each by its content
 * @param reading what the connectors need to know
 * @param network fills what the logs do not say of addresses
 * @param from events before it are counted and not judged (milliseconds since the epoch)
 * @param to events at or after it are counted and not judged
 * @param resources what may be used of the machine
 */
public record ReplaySettings(
        @Nullable Connector format, Settings reading, NetworkFacts network, long from, long to, Resources resources) {
    /** Any format, any time. */
    public static ReplaySettings of(Settings reading) {
        return new ReplaySettings(
                null, reading, NetworkFacts.none(), Long.MIN_VALUE, Long.MAX_VALUE, Resources.ofMachine());
    }

    public ReplaySettings withFormat(Connector connector) {
        return new ReplaySettings(connector, reading, network, from, to, resources);
    }

    public ReplaySettings withNetwork(NetworkFacts facts) {
        return new ReplaySettings(format, reading, facts, from, to, resources);
    }

    public ReplaySettings between(long first, long end) {
        return new ReplaySettings(format, reading, network, first, end, resources);
    }

    public ReplaySettings with(Resources other) {
        return new ReplaySettings(format, reading, network, from, to, other);
    }

    /** Whether that time is within the period. */
    public boolean covers(long time) {
        return from <= time && time < to;
    }
}
