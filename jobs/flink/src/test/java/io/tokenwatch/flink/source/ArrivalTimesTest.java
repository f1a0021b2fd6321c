package io.tokenwatch.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.deadletter.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class ArrivalTimesTest {
    private static final long MINUTE = 60_000;

    private final ManualClock clock = new ManualClock();
    private final Output output = new Output();

    private WatermarkGenerator<Arrival> generator(Duration idleness) {
        return new ArrivalTimes(Duration.ofMillis(100), idleness)
                .createWatermarkGenerator(new WatermarkGeneratorSupplier.Context() {
                    @Override
                    public MetricGroup getMetricGroup() {
                        return new UnregisteredMetricsGroup();
                    }

                    @Override
                    public RelativeClock getInputActivityClock() {
                        return clock;
                    }
                });
    }

    private static Arrival arrival(long eventTime, long kafkaTime) {
        Arrival arrival = new Arrival();
        arrival.at("t", 0, 0, kafkaTime);
        arrival.event().set(Field.EVENT_TIME, eventTime);
        return arrival;
    }

    private static Arrival dead() {
        Arrival arrival = arrival(0, 0);
        arrival.die(DeadLetter.ofRecord("t", 0, 0, Reason.TOMBSTONE, "", 0, new byte[0]));
        return arrival;
    }

    @Test
    void aTimeInTheFutureMovesAtMostFiveMinutesAheadOfItsArrival() {
        assertThat(ArrivalTimes.capped(1_000, 2_000, 9_000)).isEqualTo(1_000);
        assertThat(ArrivalTimes.capped(Long.MAX_VALUE, 2_000, 9_000)).isEqualTo(2_000 + 5 * MINUTE);
    }

    @Test
    void aProducersClockInTheFutureIsHeldByTheWallClock() {
        assertThat(ArrivalTimes.capped(Long.MAX_VALUE, Long.MAX_VALUE, 9_000)).isEqualTo(9_000 + 5 * MINUTE);
        assertThat(ArrivalTimes.capped(Long.MAX_VALUE, -1, 9_000)).isEqualTo(9_000 + 5 * MINUTE);
    }

    @Test
    void theAssignerCapsAndTakesKafkasTimeForDeadLetters() {
        TimestampAssignerSupplier.Context context = UnregisteredMetricsGroup::new;
        TimestampAssigner<Arrival> assigner =
                new ArrivalTimes(Duration.ZERO, Duration.ZERO).createTimestampAssigner(context);
        assertThat(assigner.extractTimestamp(arrival(7, 1_000), -1)).isEqualTo(7);
        assertThat(assigner.extractTimestamp(arrival(Long.MAX_VALUE, 1_000), -1))
                .isEqualTo(1_000 + 5 * MINUTE);
        assertThat(assigner.extractTimestamp(dead(), 55)).isEqualTo(55);
    }

    @Test
    void followsTheLatestEventAtADistance() {
        WatermarkGenerator<Arrival> generator = generator(Duration.ZERO);
        generator.onPeriodicEmit(output);
        generator.onEvent(arrival(0, 0), 5_000, output);
        generator.onEvent(arrival(0, 0), 4_000, output);
        generator.onPeriodicEmit(output);
        assertThat(output.said).containsExactly("mark " + Long.MIN_VALUE, "mark 4899");
    }

    @Test
    void aDeadLetterMovesNothing() {
        WatermarkGenerator<Arrival> generator = generator(Duration.ZERO);
        generator.onEvent(arrival(0, 0), 5_000, output);
        generator.onEvent(dead(), 9_000_000, output);
        generator.onPeriodicEmit(output);
        assertThat(output.said).containsExactly("mark 4899");
    }

    @Test
    void onlyEventsKeepAPartitionFromBeingIdle() {
        WatermarkGenerator<Arrival> generator = generator(Duration.ofSeconds(30));
        generator.onEvent(arrival(0, 0), 5_000, output);
        generator.onPeriodicEmit(output);
        for (int second = 0; second < 40; second += 5) {
            clock.advanceTime(Duration.ofSeconds(5));
            generator.onEvent(dead(), 0, output);
            generator.onPeriodicEmit(output);
        }
        assertThat(output.said).contains("idle").doesNotHaveDuplicates();
        output.said.clear();
        generator.onEvent(arrival(0, 0), 6_000, output);
        generator.onPeriodicEmit(output);
        assertThat(output.said).contains("mark 5899");
    }

    private static final class Output implements WatermarkOutput {
        private final List<String> said = new ArrayList<>();

        private void say(String what) {
            if (said.isEmpty() || !said.get(said.size() - 1).equals(what)) {
                said.add(what);
            }
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            say("mark " + watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            say("idle");
        }

        @Override
        public void markActive() {
            say("active");
        }
    }
}
