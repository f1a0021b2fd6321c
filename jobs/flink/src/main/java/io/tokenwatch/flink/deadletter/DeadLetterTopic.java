package io.tokenwatch.flink.deadletter;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The Kafka topic of the dead letters: at least once, keyed so that a repetition is recognised.
 *
 * @param bootstrap brokers, {@code host:port,...}
 * @param options passed on to the producer, such as its security settings
 */
public record DeadLetterTopic(String bootstrap, String topic, Map<String, String> options) implements Serializable {
    public static final String NAME = "tokenwatch.dead-letters";

    public DeadLetterTopic {
        options = Map.copyOf(options);
    }

    public static DeadLetterTopic at(String bootstrap) {
        return new DeadLetterTopic(bootstrap, NAME, Map.of());
    }

    /** For streams of dead letters. */
    public KafkaSink<DeadLetter> sink() {
        String topicName = topic;
        KafkaRecordSerializationSchema<DeadLetter> schema = (letter, context, time) -> record(topicName, letter);
        return KafkaSink.<DeadLetter>builder()
                .setBootstrapServers(bootstrap)
                .setKafkaProducerConfig(properties())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(schema)
                .build();
    }

    /** For other sinks. */
    public DeadLetters.Opener opener() {
        return () -> new KafkaDeadLetters(this);
    }

    ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        return record(topic, letter);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, DeadLetter letter) {
        return new ProducerRecord<>(topic, letter.key().getBytes(StandardCharsets.UTF_8), DeadLetterJson.of(letter));
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.putAll(options);
        return properties;
    }

    /** Options may hold a password. */
    @Override
    public String toString() {
        return "topic " + topic + " at " + bootstrap;
    }
}
