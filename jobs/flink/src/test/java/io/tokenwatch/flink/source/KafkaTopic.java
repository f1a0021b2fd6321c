package io.tokenwatch.flink.source;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A topic of its own for a test. */
public final class KafkaTopic implements AutoCloseable {
    private final String bootstrap;
    private final String name;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;

    public KafkaTopic(String bootstrap, String prefix, int partitions) throws ExecutionException, InterruptedException {
        this.bootstrap = bootstrap;
        this.name = prefix + "-" + UUID.randomUUID();
        this.partitions = partitions;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "max.request.size", 1 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public String name() {
        return name;
    }

    /** Appends a record and returns its place, {@code topic-partition@offset}. */
    public String append(int partition, byte @Nullable [] value) throws ExecutionException, InterruptedException {
        long offset = producer.send(new ProducerRecord<>(name, partition, null, value))
                .get()
                .offset();
        return name + "-" + partition + "@" + offset;
    }

    /** All values up to now, as text. */
    public List<String> values() {
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
            }
        }
        return values;
    }

    @Override
    public void close() {
        producer.close();
    }
}
