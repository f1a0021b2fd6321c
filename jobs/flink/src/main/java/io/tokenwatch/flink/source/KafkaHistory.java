package io.tokenwatch.flink.source;

import io.tokenwatch.connector.EventGuard;
import io.tokenwatch.flink.registry.RegistrySettings;
import io.tokenwatch.flink.registry.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.flink.util.function.SerializableSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The source's topics, read by consumers without a group. What is no event is passed over: the source has dealt with it.
 *
 * @param guards makes the guard of each reader
 */
public record KafkaHistory(ArrivalSource source, RegistrySettings registry, SerializableSupplier<EventGuard> guards)
        implements ArrivalHistory {
    private static final Duration WAIT = Duration.ofSeconds(5);

    @Override
    public Reader open() {
        return new Topics();
    }

    private final class Topics implements Reader {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final SchemaRegistry schemas = new SchemaRegistry(registry);
        private final ArrivalReader reader = new ArrivalReader(schemas, guards.get());
        private final Arrival arrival = new Arrival();

        private Topics() {
            Properties properties = new Properties();
            properties.putAll(
                    Map.of("enable.auto.commit", "false", "auto.offset.reset", "earliest", "max.poll.records", "1000"));
            properties.putAll(source.options());
            properties.put("bootstrap.servers", source.bootstrap());
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public List<Part> parts() {
            List<Part> parts = new ArrayList<>();
            for (String topic : source.topics()) {
                for (PartitionInfo info : consumer.partitionsFor(topic, WAIT)) {
                    parts.add(new Part(topic, info.partition()));
                }
            }
            return parts;
        }

        @Override
        public void begin(Map<Part, Long> next, long since) {
            List<TopicPartition> all = kafka(next.keySet());
            Map<TopicPartition, Long> times = new HashMap<>();
            all.forEach(partition -> times.put(partition, Math.max(0, since)));
            Map<TopicPartition, Long> first = consumer.beginningOffsets(all, WAIT);
            Map<TopicPartition, Long> end = consumer.endOffsets(all, WAIT);
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times, WAIT);
            consumer.assign(all);
            next.forEach((part, offset) -> {
                TopicPartition partition = kafka(part);
                OffsetAndTimestamp at = found.get(partition);
                long begin = since == Long.MIN_VALUE
                        ? first.getOrDefault(partition, 0L)
                        : at == null ? end.getOrDefault(partition, 0L) : at.offset();
                consumer.seek(partition, offset < 0 ? begin : offset);
            });
        }

        @Override
        public Map<Part, Long> ends(Collection<Part> parts) {
            Map<Part, Long> ends = new HashMap<>();
            consumer.endOffsets(kafka(parts), WAIT)
                    .forEach((partition, end) -> ends.put(new Part(partition.topic(), partition.partition()), end));
            return ends;
        }

        @Override
        public int read(Consumer<Arrival> out) {
            int read = 0;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
                reader.read(record, arrival);
                read++;
                if (arrival.deadLetter() == null) {
                    out.accept(arrival);
                }
            }
            return read;
        }

        @Override
        public long next(Part part) {
            return consumer.position(kafka(part), WAIT);
        }

        @Override
        public void leave(Part part) {
            consumer.pause(List.of(kafka(part)));
        }

        @Override
        public void close() {
            schemas.close();
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }

        private static List<TopicPartition> kafka(Collection<Part> parts) {
            return parts.stream().map(Topics::kafka).toList();
        }

        private static TopicPartition kafka(Part part) {
            return new TopicPartition(part.topic(), part.partition());
        }
    }
}
