package io.tokenwatch.flink.source;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The Kafka topics of the audit events.
 *
 * @param bootstrap brokers, {@code host:port,...}
 * @param topics all read by one source
 * @param group consumer group; offsets are committed to it at each checkpoint, for those who watch the lag
 * @param options passed on to the consumer, such as its security settings
 */
public record ArrivalSource(String bootstrap, List<String> topics, String group, Map<String, String> options)
        implements Serializable {
    /** New partitions are found within that time, milliseconds. */
    private static final String DISCOVERY_MILLIS = "60000";

    public ArrivalSource {
        topics = List.copyOf(topics);
        options = Map.copyOf(options);
    }

    /** A source that starts where the group stopped, else at the beginning. Bounds may be set on it. */
    @SuppressWarnings("deprecation") // the connector has no other name yet for what the Kafka client renamed
    public KafkaSourceBuilder<Arrival> builder(ArrivalSchema schema) {
        Properties properties = new Properties();
        properties.put("partition.discovery.interval.ms", DISCOVERY_MILLIS);
        properties.put("commit.offsets.on.checkpoint", "true");
        properties.putAll(options);
        return KafkaSource.<Arrival>builder()
                .setBootstrapServers(bootstrap)
                .setTopics(topics)
                .setGroupId(group)
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(schema)
                .setProperties(properties);
    }

    /** Options may hold a password. */
    @Override
    public String toString() {
        return "topics " + String.join(", ", topics) + " at " + bootstrap;
    }
}
