package io.tokenwatch.flink.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.devstack.junit.DevstackExtension;
import io.tokenwatch.flink.deadletter.DeadLetterTopic;
import io.tokenwatch.flink.elasticsearch.ClusterSettings;
import io.tokenwatch.flink.live.LiveSettings.Pace;
import io.tokenwatch.flink.pack.PackTopic;
import io.tokenwatch.flink.registry.RegistrySettings;
import io.tokenwatch.flink.source.ArrivalSource;
import io.tokenwatch.flink.source.KafkaTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DevstackExtension.class)
class ServersIT {
    private static final String NOBODY = "127.0.0.1:1";

    private final Devstack stack;
    private final List<String> said = new ArrayList<>();

    ServersIT(Devstack stack) {
        this.stack = stack;
    }

    private static LiveSettings settings(String kafka, String topic, String registry, String elasticsearch) {
        Pace now = new Pace(
                1, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1), 0, Duration.ofMillis(100), 0);
        return new LiveSettings(
                new ArrivalSource(kafka, List.of(topic), "it", Map.of()),
                RegistrySettings.at(registry),
                ClusterSettings.at(elasticsearch),
                new DeadLetterTopic(kafka, "dead-" + UUID.randomUUID(), Map.of()),
                new PackTopic(kafka, "packs-" + UUID.randomUUID(), Map.of()),
                TokenKeySource.environment(),
                Path.of("rules"),
                Path.of("state"),
                now,
                LiveSettings.Aside.NONE);
    }

    private void assertAbsent(LiveSettings settings, String server, String... reason) {
        assertThatThrownBy(() -> Servers.await(settings, said::add))
                .isInstanceOf(ServerAbsent.class)
                .hasMessageStartingWith(server + " did not serve within 0 s: ")
                .message()
                .contains(reason);
    }

    @Test
    void saysWhichServerIsAbsentAndWhere() throws Exception {
        try (KafkaTopic topic = new KafkaTopic(stack.kafka(), "here", 1)) {
            String http = "http://" + NOBODY;
            assertAbsent(
                    settings(NOBODY, topic.name(), stack.registryUrl(), stack.elasticsearchUrl()),
                    "Kafka at " + NOBODY,
                    "no answer");
            assertAbsent(
                    settings(stack.kafka(), topic.name(), http, stack.elasticsearchUrl()),
                    "Schema Registry at " + http,
                    "refused");
            assertAbsent(
                    settings(stack.kafka(), topic.name(), stack.registryUrl(), http),
                    "Elasticsearch at " + http,
                    "no answer");
        }
    }

    @Test
    void saysWhichTopicIsMissing() {
        assertAbsent(
                settings(stack.kafka(), "mistyped", stack.registryUrl(), stack.elasticsearchUrl()),
                "Kafka at " + stack.kafka(),
                "there is no topic mistyped");
    }

    @Test
    void saysNothingWhereAllIsWell() throws Exception {
        try (KafkaTopic topic = new KafkaTopic(stack.kafka(), "here", 1)) {
            Servers.await(
                    settings(stack.kafka(), topic.name(), stack.registryUrl(), stack.elasticsearchUrl()), said::add);
            assertThat(said).isEmpty();
        }
    }
}
