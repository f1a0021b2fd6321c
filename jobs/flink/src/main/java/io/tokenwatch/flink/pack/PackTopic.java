package io.tokenwatch.flink.pack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * The Kafka topic that keeps every pack: one partition, so that packs have one order; stamped by the broker, whose clock tells
 * whether a pack comes too late. It is never compacted: going back to a pack publishes its hash again, and the history needs both.
 *
 * @param bootstrap brokers, {@code host:port,...}
 * @param options passed on to Kafka's clients, such as their security settings
 */
public record PackTopic(String bootstrap, String topic, Map<String, String> options) implements PackFeed {
    public static final String NAME = "tokenwatch.rule-packs";
    private static final long serialVersionUID = 1L;

    public PackTopic {
        options = Map.copyOf(options);
    }

    public static PackTopic at(String bootstrap) {
        return new PackTopic(bootstrap, NAME, Map.of());
    }

    TopicPartition partition() {
        return new TopicPartition(topic, 0);
    }

    @Override
    public Reader open() {
        return new KafkaPacks(this);
    }

    /** As it has to be. */
    public NewTopic definition() {
        return new NewTopic(topic, Optional.of(1), Optional.empty())
                .configs(Map.of(
                        "cleanup.policy", "delete",
                        "retention.ms", "-1",
                        "retention.bytes", "-1",
                        "message.timestamp.type", "LogAppendTime"));
    }

    /**
     * How many partitions it has; made if it is missing.
     *
     * @throws ExecutionException if the broker refuses
     * @throws TimeoutException if it does not answer within that many seconds
     */
    public int ensure(Admin admin, int seconds) throws ExecutionException, InterruptedException, TimeoutException {
        if (!admin.listTopics().names().get(seconds, TimeUnit.SECONDS).contains(topic)) {
            admin.createTopics(List.of(definition())).all().get(seconds, TimeUnit.SECONDS);
            return 1;
        }
        TopicDescription found = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get(seconds, TimeUnit.SECONDS)
                .get(topic);
        return found == null ? 0 : found.partitions().size();
    }

    /** Options may hold a password. */
    @Override
    public String toString() {
        return "topic " + topic + " at " + bootstrap;
    }
}
