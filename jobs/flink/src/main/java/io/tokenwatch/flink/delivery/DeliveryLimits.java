package io.tokenwatch.flink.delivery;

import io.tokenwatch.flink.remote.Backoff;
import java.io.Serializable;
import java.time.Duration;

/**
 * How long a delivery is tried, and how much waits for it.
 *
 * @param giveUpAfter since the message was written; it is tried once at least
 * @param waiting messages per subtask; beyond that, or beyond {@link #MOST_BYTES}, the oldest go to the dead letters
 * @param backoff between attempts while the server does not take messages
 */
public record DeliveryLimits(Duration giveUpAfter, int waiting, Backoff backoff) implements Serializable {
    /** Of messages that wait, per subtask: an attacker decides how long they are. */
    public static final long MOST_BYTES = 32L << 20;

    /** An hour, 10,000 messages, half a second to 30 seconds. */
    public static final DeliveryLimits DEFAULT = new DeliveryLimits(
            Duration.ofHours(1), 10_000, new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)));
}
