package io.tokenwatch.flink.pack;

import io.tokenwatch.flink.remote.Complaints;
import io.tokenwatch.pack.PackReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topic with a consumer of its own, without a group. A broker that is away is waited for, and complained of. */
final class KafkaPacks implements PackFeed.Reader {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final byte[] TOMBSTONE = {};

    private final TopicPartition partition;
    private final Complaints complaints;
    private final KafkaConsumer<byte[], byte[]> consumer;

    KafkaPacks(PackTopic topic) {
        partition = topic.partition();
        complaints = new Complaints("Kafka, " + topic + ",");
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "allow.auto.create.topics", "false",
                "max.partition.fetch.bytes", Integer.toString(2 * PackReader.LARGEST),
                "max.poll.records", "20"));
        properties.putAll(topic.options());
        properties.put("bootstrap.servers", topic.bootstrap());
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    @Override
    public List<PackRecord> toEnd() {
        List<PackRecord> read = new ArrayList<>();
        long end = -1;
        while (end < 0) {
            try {
                end = Objects.requireNonNull(
                        consumer.endOffsets(List.of(partition), WAIT).get(partition));
                while (consumer.position(partition, WAIT) < end) {
                    poll(WAIT, read);
                }
                complaints.succeeded();
            } catch (RetriableException e) {
                complaints.failed(e.toString());
                end = -1;
            }
        }
        return read;
    }

    @Override
    public List<PackRecord> more() {
        List<PackRecord> read = new ArrayList<>();
        poll(Duration.ZERO, read);
        return read;
    }

    private void poll(Duration wait, List<PackRecord> into) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            into.add(new PackRecord(
                    Math.max(0, record.timestamp()), Objects.requireNonNullElse(record.value(), TOMBSTONE)));
        }
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
