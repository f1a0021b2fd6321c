package io.tokenwatch.flink.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.devstack.junit.DevstackExtension;
import io.tokenwatch.flink.deadletter.DeadLetterTopic;
import io.tokenwatch.flink.remote.Backoff;
import io.tokenwatch.flink.source.KafkaTopic;
import io.tokenwatch.flink.transport.KafkaTarget;
import io.tokenwatch.rule.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages 0 to n-1 through a Flink job that may not restart, into a topic whose broker dies on the way. */
@ExtendWith(DevstackExtension.class)
class KafkaDeliveryIT {
    private static final long MESSAGES = 1_000;
    private static final int TOO_LARGE = 2 << 20;

    private final Devstack stack;

    KafkaDeliveryIT(Devstack stack) {
        this.stack = stack;
    }

    private JobClient start(String topic, String dead) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("pipeline.generic-types", "false");
        configuration.setString("pipeline.object-reuse", "true");
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        env.enableCheckpointing(200);
        Delivery delivery = new Delivery(
                "topic",
                "ecs",
                Map.of(),
                new KafkaTarget(stack.kafka(), topic, Map.of()),
                new DeliveryLimits(
                        Duration.ofMinutes(2), 10_000, new Backoff(Duration.ofMillis(50), Duration.ofMillis(500))));
        env.fromSource(new NumberSequenceSource(0, MESSAGES - 1), WatermarkStrategy.noWatermarks(), "numbers")
                .map(n -> {
                    TimeUnit.MILLISECONDS.sleep(2);
                    byte[] body = n == 13 ? new byte[TOO_LARGE] : ("{\"n\":" + n + "}").getBytes(UTF_8);
                    return Notification.of(
                            "topic", "all", "n" + n, "a" + n, Level.HIGH, System.currentTimeMillis(), body);
                })
                .returns(Notification.TYPE)
                .sinkTo(new DeliverySink(delivery, new DeadLetterTopic(stack.kafka(), dead, Map.of()).opener()));
        return env.executeAsync("delivery");
    }

    @Test
    void everythingArrivesAndWhatIsTooLargeIsADeadLetter() throws Exception {
        try (KafkaTopic topic = new KafkaTopic(stack.kafka(), "told", 1);
                KafkaTopic dead = new KafkaTopic(stack.kafka(), "dead", 1)) {
            JobClient job = start(topic.name(), dead.name());
            while (topic.values().isEmpty()) {
                Thread.sleep(20);
            }
            stack.kafkaServer().kill();
            Thread.sleep(500);
            stack.kafkaServer().start();
            job.getJobExecutionResult().get(60, TimeUnit.SECONDS);
            assertThat(topic.values())
                    .containsAll(LongStream.range(0, MESSAGES)
                            .filter(n -> n != 13)
                            .mapToObj(n -> "{\"n\":" + n + "}")
                            .toList());
            assertThat(dead.values())
                    .isNotEmpty()
                    .allMatch(letter ->
                            letter.contains("\"stage\":\"deliver\",\"delivery\":\"topic\",\"document_id\":\"n13\"")
                                    && letter.contains("notice_refused"));
        }
    }
}
