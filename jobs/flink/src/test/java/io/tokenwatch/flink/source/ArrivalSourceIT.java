package io.tokenwatch.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.avro.AvroEvents;
import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.devstack.junit.DevstackExtension;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.deadletter.DeadLetterTopic;
import io.tokenwatch.flink.registry.Framing;
import io.tokenwatch.flink.registry.RegistrySettings;
import io.tokenwatch.flink.registry.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DevstackExtension.class)
class ArrivalSourceIT {
    private static final String CANARY = "raw-token-that-nobody-may-see";

    /** The validation schema as an earlier release may have had it. */
    private static final Schema OLD = new Schema.Parser()
            .parse("{\"type\":\"record\",\"name\":\"TokenValidation\",\"namespace\":\"io.tokenwatch.avro\",\"fields\":["
                    + "{\"name\":\"id\",\"type\":\"string\",\"tokenwatch.field\":\"event_id\"},"
                    + "{\"name\":\"kind\",\"type\":\"string\",\"tokenwatch.field\":\"event_type\"},"
                    + "{\"name\":\"at\",\"type\":\"long\",\"tokenwatch.field\":\"event_time\"}]}");

    private final Devstack stack;

    ArrivalSourceIT(Devstack stack) {
        this.stack = stack;
    }

    private static TokenEvent event(String id) {
        return event(id, System.currentTimeMillis());
    }

    private static TokenEvent event(String id, long time) {
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_ID, id);
        event.set(Field.EVENT_TYPE, "token.validated");
        event.set(Field.EVENT_TIME, time);
        event.set(Field.TENANT, "acme");
        event.set(Field.TOKEN_ID, CANARY);
        return event;
    }

    @Test
    void oldNewAndCorruptRecordsSideBySide() throws Exception {
        Schema current = Shipped.schema("token.validation");
        try (KafkaTopic events = new KafkaTopic(stack.kafka(), "token.validation", 2);
                KafkaTopic others = new KafkaTopic(stack.kafka(), "token.revocation", 1);
                KafkaTopic dead = new KafkaTopic(stack.kafka(), "dead", 1);
                SchemaRegistry registry = new SchemaRegistry(RegistrySettings.at(stack.registryUrl()))) {
            int oldId = registry.register(events.name() + "-old-value", OLD);
            int newId = registry.register(events.name() + "-value", current);
            Map<String, String> read = new HashMap<>();
            Map<String, String> lost = new HashMap<>();
            Random random = new Random(1);
            for (int i = 0; i < 200; i++) {
                boolean old = i % 2 == 0;
                byte[] record = AvroEvents.encode(event("e-" + i), old ? OLD : current);
                byte[] framed = Framing.frame(old ? oldId : newId, record);
                read.put("e-" + i, (i % 5 == 0 ? others : events).append(i % 5 == 0 ? 0 : i % 2, framed));
                if (i % 10 == 0) {
                    byte[] noise = new byte[50];
                    random.nextBytes(noise);
                    noise[0] = (byte) (i / 10 % 2);
                    lost.put(events.append(0, noise), noise[0] == 0 ? "unknown_schema" : "not_framed");
                    lost.put(events.append(1, Arrays.copyOf(framed, framed.length - 3)), "unreadable");
                    lost.put(events.append(0, Framing.frame(987_654_321, record)), "unknown_schema");
                    lost.put(others.append(0, null), "tombstone");
                    lost.put(others.append(0, Framing.frame(newId, new byte[900_000])), "unreadable");
                }
            }
            List<String> seen = run(List.of(events.name(), others.name()), dead.name());
            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(read.entrySet().stream()
                            .map(one -> one.getKey() + " " + one.getValue() + " hidden")
                            .toList());
            List<String> letters = dead.values();
            assertThat(letters).hasSameSizeAs(lost.keySet()).allSatisfy(letter -> assertThat(letter)
                    .doesNotContain(CANARY));
            lost.forEach((place, reason) -> assertThat(letters)
                    .as(place)
                    .filteredOn(letter -> letter.contains("\"" + reason + ": " + place + "\""))
                    .hasSize(1));
        }
    }

    /** What it says late is read all the same, and, up to the allowed lateness, judged as if it had been in time. */
    @Test
    @SuppressWarnings("try") // closing may be interrupted, as all else here
    void aSilentPartitionHoldsNobodyBackForLongerThanItMay() throws Exception {
        Schema schema = Shipped.schema("token.validation");
        try (KafkaTopic events = new KafkaTopic(stack.kafka(), "token.validation", 2);
                SchemaRegistry registry = new SchemaRegistry(RegistrySettings.at(stack.registryUrl()))) {
            int id = registry.register(events.name() + "-value", schema);
            long now = System.currentTimeMillis();
            events.append(1, Framing.frame(id, AvroEvents.encode(event("early", now - 600_000), schema)));
            events.append(0, Framing.frame(id, AvroEvents.encode(event("first", now - 60_000), schema)));
            try (CloseableIterator<String> seen = marked(events.name())) {
                assertThat(List.of(seen.next(), seen.next())).allMatch(one -> one.endsWith(" after nothing"));
                Thread.sleep(3_000); // partition 1 says nothing more
                events.append(0, Framing.frame(id, AvroEvents.encode(event("next", now), schema)));
                assertThat(seen.next()).isEqualTo("next after " + (now - 60_000 - 1));
                Thread.sleep(1_000);
                events.append(1, Framing.frame(id, AvroEvents.encode(event("late", now - 500_000), schema)));
                assertThat(seen.next()).isEqualTo("late after " + (now - 1));
            }
        }
    }

    /** Each event with how far time had come. */
    private CloseableIterator<String> marked(String topic) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("pipeline.auto-watermark-interval", "50ms");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        ArrivalSchema schema = new ArrivalSchema(RegistrySettings.at(stack.registryUrl()), () -> event -> {});
        KafkaSource<Arrival> source = new ArrivalSource(stack.kafka(), List.of(topic), "silent", Map.of())
                .builder(schema)
                .build();
        return env.fromSource(source, new ArrivalTimes(Duration.ZERO, Duration.ofSeconds(1)), "arrivals")
                .process(new Marked())
                .executeAndCollect("marked");
    }

    private static final class Marked extends ProcessFunction<Arrival, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Arrival arrival, Context context, Collector<String> out) {
            long mark = context.timerService().currentWatermark();
            out.collect(arrival.event().text(Field.EVENT_ID) + " after " + (mark == Long.MIN_VALUE ? "nothing" : mark));
        }
    }

    /** The events as {@code id place token}; dead letters go to their topic. Without Kryo; rebalanced, so that arrivals really travel. */
    @SuppressWarnings("try") // closing may be interrupted, as all else here
    private List<String> run(List<String> topics, String deadTopic) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("pipeline.generic-types", "false");
        configuration.setString("pipeline.object-reuse", "true");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        ArrivalSchema schema = new ArrivalSchema(
                RegistrySettings.at(stack.registryUrl()), () -> event -> event.set(Field.TOKEN_ID, "hidden"));
        KafkaSource<Arrival> source = new ArrivalSource(stack.kafka(), topics, "it", Map.of())
                .builder(schema)
                .setBounded(OffsetsInitializer.latest())
                .build();
        WatermarkStrategy<Arrival> times = new ArrivalTimes(ArrivalTimes.DISORDER, Duration.ofSeconds(10));
        DataStream<Arrival> arrivals = env.fromSource(source, times, "arrivals").rebalance();
        arrivals.filter(arrival -> arrival.deadLetter() != null)
                .map(arrival -> Objects.requireNonNull(arrival.deadLetter()))
                .returns(TypeInformation.of(DeadLetter.class))
                .sinkTo(new DeadLetterTopic(stack.kafka(), deadTopic, Map.of()).sink());
        List<String> seen = new ArrayList<>();
        try (CloseableIterator<String> events = arrivals.filter(arrival -> arrival.deadLetter() == null)
                .map(arrival -> arrival.event().text(Field.EVENT_ID) + " "
                        + arrival.event().text(Field.RAW_REF) + " "
                        + arrival.event().text(Field.TOKEN_ID))
                .returns(Types.STRING)
                .executeAndCollect("arrivals")) {
            events.forEachRemaining(seen::add);
        }
        return seen;
    }
}
