package io.tokenwatch.flink.posture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.operator.AlertRecord;
import io.tokenwatch.flink.source.Arrival;
import io.tokenwatch.flink.topology.JobDefaults;
import io.tokenwatch.posture.PosturePolicy;
import io.tokenwatch.posture.testing.SmallWorld;
import io.tokenwatch.posture.testing.Written;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However the job runs and whatever befalls it, its documents are those of the plain loop. */
@Timeout(60)
class PostureJobTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    private static final long LATENESS = 120_000;
    private static final long END = SmallWorld.START + SmallWorld.LENGTH + LATENESS;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    private Path state;

    @ParameterizedTest
    @CsvSource({"rocksdb, 2, true", "hashmap, 1, true", "rocksdb, 2, false"})
    void theDocumentsAreThoseOfThePlainLoop(String backend, int parallelism, boolean failing) throws Exception {
        String name = "posture-" + backend + failing;
        Dice dice = new Dice(name.hashCode());
        List<TokenEvent> events = new SmallWorld(dice, true).exactly(900);
        events.add(Events.event("end", END + 1, "tick"));
        RehearsedArrivals.Run run = new RehearsedArrivals.Run(delayed(dice, events));
        RehearsedArrivals.RUNS.put(name, run);
        if (failing) {
            run.failAfter.addAll(List.of(300, 700));
        }
        define(name, backend, parallelism, run.events.size()).execute();

        assertThat(run.failures).hasValue(failing ? 2 : 0);
        SortedMap<String, String> expected = Written.of(events, END);
        SortedMap<String, String> documents = DocumentIndex.documents(name);
        documents.values().removeIf(json -> json.contains("\"total\":0,")); // taken back: as if never written
        assertThat(missing(expected, documents)).isEqualTo(missing(documents, expected));
        assertThat(expected).hasSizeGreaterThan(300);
    }

    /** What is in the one and not in the other; of both nothing, where they are equal. */
    private static List<String> missing(SortedMap<String, String> some, SortedMap<String, String> others) {
        return some.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(others.get(entry.getKey())))
                .map(Object::toString)
                .toList();
    }

    /** Each event, and some of them twice, in order of an arrival up to the lateness after it happened. */
    private static List<TokenEvent> delayed(Dice dice, List<TokenEvent> events) {
        record Delivery(TokenEvent event, long at) {}
        List<Delivery> deliveries = new ArrayList<>();
        for (TokenEvent event : events) {
            for (int i = dice.chance(0.2) ? 2 : 1; i > 0; i--) {
                deliveries.add(new Delivery(event, event.eventTime() + dice.below((int) LATENESS)));
            }
        }
        return deliveries.stream()
                .sorted(Comparator.comparingLong(Delivery::at))
                .map(Delivery::event)
                .toList();
    }

    private StreamExecutionEnvironment define(String name, String backend, int parallelism, int count) {
        Configuration settings = JobDefaults.of(state);
        settings.setString("state.backend.type", backend);
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "10");
        settings.setString("restart-strategy.fixed-delay.delay", "10ms");
        settings.setString("execution.checkpointing.interval", "100ms");
        settings.setString("execution.checkpointing.dir", state.toUri().toString());
        settings.setString("pipeline.auto-watermark-interval", "20ms");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        env.setParallelism(parallelism);
        DataStream<Arrival> arrivals = env.fromSource(
                        new NumberSequenceSource(0, count - 1L), WatermarkStrategy.noWatermarks(), "numbers")
                .setParallelism(1)
                .uid("numbers")
                .map(new RehearsedArrivals(name))
                .returns(Arrival.TYPE)
                .uid("arrivals")
                .setParallelism(1)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Arrival>forGenerator(context -> new EachEvent())
                        .withTimestampAssigner(
                                (arrival, before) -> arrival.event().eventTime()))
                .setParallelism(1)
                .uid("times");
        DataStream<AlertRecord> none = arrivals.flatMap(
                        (Arrival arrival, org.apache.flink.util.Collector<AlertRecord> out) -> {})
                .returns(new ValueTypeInfo<>(AlertRecord.class))
                .uid("no-alerts");
        Posture.define(arrivals, none, PosturePolicy.DEFAULT, LATENESS)
                .sinkTo(new DocumentIndex(name))
                .uid("index");
        return env;
    }

    /** Time is where the latest event is, at once: so it is the same at the end of every run. */
    private static final class EachEvent implements WatermarkGenerator<Arrival> {
        private long latest = Long.MIN_VALUE;

        @Override
        public void onEvent(Arrival arrival, long time, WatermarkOutput output) {
            latest = Math.max(latest, time);
            output.emitWatermark(new Watermark(latest - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
