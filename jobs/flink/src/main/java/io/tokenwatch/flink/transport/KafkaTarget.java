package io.tokenwatch.flink.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A Kafka topic. The key is the alert's id, so that what is said of one alert stays in order; the headers name the message's id,
 * route and content type.
 *
 * @param options passed on to the producer, such as its security settings
 */
public record KafkaTarget(String bootstrap, String topic, Map<String, String> options) implements Target {
    private static final int ANSWER_MILLIS = 5_000;
    private static final int DELIVERY_MILLIS = 15_000;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    public KafkaTarget {
        options = Map.copyOf(options);
    }

    @Override
    public Transport open() {
        Properties properties = new Properties();
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_MILLIS);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.putAll(options);
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return new Topic(topic, new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Options may hold a password. */
    @Override
    public String toString() {
        return "the Kafka topic " + topic + " at " + bootstrap;
    }

    private record Topic(String topic, KafkaProducer<byte[], byte[]> producer) implements Transport {
        @Override
        public int batch() {
            return 500;
        }

        @Override
        public Outcome send(List<Message> messages) throws InterruptedException {
            List<Future<RecordMetadata>> answers = new ArrayList<>();
            try {
                for (Message message : messages) {
                    answers.add(producer.send(record(message)));
                }
                producer.flush();
                for (Future<RecordMetadata> answer : answers) {
                    answer.get();
                }
                return Outcome.DELIVERED;
            } catch (ExecutionException e) {
                return outcome(Objects.requireNonNullElse(e.getCause(), e));
            } catch (InterruptException e) {
                throw new InterruptedException();
            } catch (KafkaException e) {
                return outcome(e);
            }
        }

        /** What Kafka says names topics and sizes, never content. */
        private static Outcome outcome(Throwable failure) {
            String detail = failure.getClass().getSimpleName() + ": " + failure.getMessage();
            boolean passing = failure instanceof RetriableException
                    || failure instanceof AuthorizationException
                    || failure instanceof AuthenticationException;
            return passing ? Outcome.retry(detail) : Outcome.refused(detail);
        }

        private ProducerRecord<byte[], byte[]> record(Message message) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, message.alertId().getBytes(UTF_8), message.bytes());
            record.headers()
                    .add("content-type", message.contentType().getBytes(UTF_8))
                    .add("notification-id", message.id().getBytes(UTF_8))
                    .add("route", message.route().getBytes(UTF_8));
            return record;
        }

        @Override
        public void close() {
            producer.close(CLOSE_PATIENCE);
        }
    }
}
