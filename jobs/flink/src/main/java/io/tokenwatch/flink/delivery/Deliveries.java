package io.tokenwatch.flink.delivery;

import io.tokenwatch.flink.transport.KafkaTarget;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/** All who are told, and the routes to them, in order: what several routes lead to is told once, by the first. */
public record Deliveries(List<Delivery> deliveries, List<Route> routes) implements Serializable {
    public static final Deliveries NONE = new Deliveries(List.of(), List.of());

    public Deliveries {
        deliveries = List.copyOf(deliveries);
        routes = List.copyOf(routes);
    }

    /** Those that deliveries write to at these brokers. */
    public List<String> topics(String bootstrap) {
        return deliveries.stream()
                .flatMap(delivery -> delivery.target() instanceof KafkaTarget kafka
                                && kafka.bootstrap().equals(bootstrap)
                        ? Stream.of(kafka.topic())
                        : Stream.empty())
                .distinct()
                .toList();
    }

    /** Opened where alerts are raised, once per subtask. */
    public Notices notices() {
        return new Notices(this);
    }
}
