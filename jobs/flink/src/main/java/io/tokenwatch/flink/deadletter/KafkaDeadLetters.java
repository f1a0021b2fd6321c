package io.tokenwatch.flink.deadletter;

import io.tokenwatch.flink.remote.Backoff;
import io.tokenwatch.flink.remote.Complaints;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes dead letters with a producer of its own. While the broker is away it tries on. */
final class KafkaDeadLetters implements DeadLetters {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final DeadLetterTopic topic;
    private final Complaints complaints;
    private final KafkaProducer<byte[], byte[]> producer;

    KafkaDeadLetters(DeadLetterTopic topic) {
        this.topic = topic;
        complaints = new Complaints("Kafka, " + topic + ",");
        Properties properties = topic.properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, topic.bootstrap());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        // send() blocks for metadata that long: on whose thread we do not know.
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "1000");
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public CompletableFuture<Void> publish(DeadLetter letter) {
        CompletableFuture<Void> kept = new CompletableFuture<>();
        send(letter, 1, kept);
        return kept;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of it
    private void send(DeadLetter letter, int attempt, CompletableFuture<Void> kept) {
        producer.send(topic.record(letter), (metadata, failure) -> {
            if (failure == null) {
                complaints.succeeded();
                kept.complete(null);
            } else if (failure instanceof RetriableException || failure instanceof TimeoutException) {
                complaints.failed(failure.toString());
                CompletableFuture.delayedExecutor(BACKOFF.millis(attempt), TimeUnit.MILLISECONDS)
                        .execute(() -> send(letter, attempt + 1, kept));
            } else {
                kept.completeExceptionally(failure);
            }
        });
    }

    @Override
    public void close() {
        producer.close(CLOSE_PATIENCE);
    }
}
