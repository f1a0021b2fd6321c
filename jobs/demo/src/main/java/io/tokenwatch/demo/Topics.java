package io.tokenwatch.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The topics of the events: four partitions each, stamped by the broker, so that latency counts from the append. */
final class Topics implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final Admin admin;
    private final List<String> names;

    Topics(String bootstrap, List<String> names) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        this.names = List.copyOf(names);
    }

    void create() throws ExecutionException, InterruptedException {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : names) {
            topics.add(new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())
                    .configs(Map.of("message.timestamp.type", "LogAppendTime")));
        }
        admin.createTopics(topics).all().get();
    }

    /** How many records there are. */
    long appended() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = names.stream()
                .flatMap(name -> IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(name, p)))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    /** How many of them the group has behind it, as of its last complete checkpoint. */
    long judged(String group) throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(committed -> committed == null ? 0 : committed.offset())
                .sum();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
