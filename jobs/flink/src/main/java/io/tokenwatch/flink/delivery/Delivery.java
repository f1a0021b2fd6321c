package io.tokenwatch.flink.delivery;

import io.tokenwatch.flink.transport.Target;
import io.tokenwatch.writer.AlertWriter;
import io.tokenwatch.writer.AlertWriters;
import java.io.Serializable;
import java.util.Map;

/**
 * Somebody who is told of alerts.
 *
 * @param name short, for routes, metrics and dead letters
 * @param format as {@link AlertWriters} knows it
 * @param options of the format
 */
public record Delivery(String name, String format, Map<String, String> options, Target target, DeliveryLimits limits)
        implements Serializable {
    public Delivery {
        options = Map.copyOf(options);
    }

    /** @throws IllegalArgumentException if there is no such format, or the options do not fit it */
    public void verify() {
        writer();
    }

    AlertWriter writer() {
        return AlertWriters.of(format, options);
    }
}
