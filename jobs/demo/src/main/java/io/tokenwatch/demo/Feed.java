package io.tokenwatch.demo;

import io.tokenwatch.connector.avro.AvroEvents;
import io.tokenwatch.demo.traffic.Planted;
import io.tokenwatch.demo.traffic.Scheduled;
import io.tokenwatch.demo.traffic.Traffic;
import io.tokenwatch.event.Field;
import io.tokenwatch.flink.registry.Framing;
import io.tokenwatch.flink.registry.RegistrySettings;
import io.tokenwatch.flink.registry.SchemaRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends the traffic as an authorization server's exporter would: Avro in Confluent's framing, through an ordinary producer. */
final class Feed implements AutoCloseable {
    /** Hears of each attack when the broker has the record that completes it. */
    @FunctionalInterface
    interface Witness {
        /** @param appended by the broker's clock, milliseconds since the epoch */
        void completed(Planted attack, long appended);
    }

    private static final Duration CLOSING = Duration.ofSeconds(1);

    private record Format(int schemaId, Schema schema) {}

    private final Map<String, Format> formats = new HashMap<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Witness witness;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Set<String> tenants = ConcurrentHashMap.newKeySet();
    private final AtomicLong sent = new AtomicLong();
    private volatile long historySent;
    private volatile boolean historyIsSent;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile Instant beginning = Instant.MAX;

    /** Registers the schemas of the topics with the registry. */
    Feed(String bootstrap, String registryUrl, List<String> topics, Witness witness) {
        this.witness = witness;
        try (SchemaRegistry registry = new SchemaRegistry(RegistrySettings.at(registryUrl))) {
            for (String topic : topics) {
                Schema schema = schema(topic);
                formats.put(topic, new Format(registry.register(topic + "-value", schema), schema));
            }
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 2),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static Schema schema(String topic) {
        try (InputStream in = Feed.class.getResourceAsStream("/avro/" + topic + ".avsc")) {
            return new Schema.Parser().parse(Objects.requireNonNull(in, topic));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends history at once, and the rest as it is due from {@link #begin} on, until the traffic ends or the thread is interrupted.
     */
    void send(Traffic traffic) throws InterruptedException {
        while (traffic.hasNext() && failure.get() == null) {
            Scheduled next = traffic.next();
            if (!next.isHistory()) {
                if (!historyIsSent) {
                    historySent = sent.get();
                    historyIsSent = true;
                }
                begun.await();
                long due = beginning.toEpochMilli() + next.sendOffsetMillis() - System.currentTimeMillis();
                if (due > 0) {
                    Thread.sleep(due);
                }
            }
            send(next);
        }
        producer.flush();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of it
    private void send(Scheduled next) {
        Format format = Objects.requireNonNull(formats.get(next.topic()), next.topic());
        byte[] value = Framing.frame(format.schemaId(), AvroEvents.encode(next.event(), format.schema()));
        byte[] key = next.partitionKey().getBytes(StandardCharsets.UTF_8);
        tenants.add(Objects.requireNonNullElse(next.event().text(Field.TENANT), ""));
        producer.send(new ProducerRecord<>(next.topic(), key, value), (metadata, thrown) -> {
            if (thrown != null) {
                failure.compareAndSet(null, thrown);
            } else {
                next.planted().forEach(planted -> witness.completed(planted, metadata.timestamp()));
            }
        });
        sent.incrementAndGet();
    }

    /** Deliveries so far. */
    long sent() {
        return sent.get();
    }

    /** How much of that was history; 0 while it is not over. */
    long historySent() {
        return historySent;
    }

    /** Those whose events have been sent. */
    Set<String> tenants() {
        return tenants;
    }

    boolean isHistorySent() {
        return historyIsSent;
    }

    /** The traffic that follows the history begins then. */
    void begin(Instant at) {
        beginning = at;
        begun.countDown();
    }

    /** @throws IllegalStateException if the broker refused a record */
    void check() {
        Exception thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("the broker refused a record of the demo", thrown);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSING); // after Ctrl-C the broker is gone already
    }
}
