package io.tokenwatch.flink.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;

/**
 * How far event time has come, per Kafka partition. An event moves it at most 5 min ahead of its own arrival and of the wall
 * clock, whatever time it claims; a dead letter moves nothing, nor does it keep a partition from being idle.
 */
public final class ArrivalTimes implements WatermarkStrategy<Arrival> {
    /** The disorder that one partition is expected to have. What is later is judged all the same, as late. */
    public static final Duration DISORDER = Duration.ofSeconds(5);

    private static final long LEAD = Duration.ofMinutes(5).toMillis();

    private final long disorder;
    private final Duration idleness;

    /**
     * @param disorder how far the watermark stays behind the latest event
     * @param idleness a partition silent for that long holds nobody back; zero: for ever
     */
    public ArrivalTimes(Duration disorder, Duration idleness) {
        this.disorder = disorder.toMillis();
        this.idleness = idleness;
    }

    /** The event time, but at most 5 min after the wall clock, and after the arrival where Kafka knows it. Milliseconds. */
    static long capped(long eventTime, long kafkaTime, long wallClock) {
        long arrival = kafkaTime > 0 ? Math.min(kafkaTime, wallClock) : wallClock;
        return Math.min(eventTime, arrival + LEAD);
    }

    @Override
    public TimestampAssigner<Arrival> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (arrival, kafkaTime) -> arrival.deadLetter() != null
                ? kafkaTime
                : capped(arrival.event().eventTime(), arrival.kafkaTime(), System.currentTimeMillis());
    }

    @Override
    public WatermarkGenerator<Arrival> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        WatermarkGenerator<Arrival> latest = new Latest(disorder);
        return new EventsOnly(
                idleness.isZero()
                        ? latest
                        : new WatermarksWithIdleness<>(latest, idleness, context.getInputActivityClock()));
    }

    /** Follows the latest time there was, at a distance. */
    static final class Latest implements WatermarkGenerator<Arrival> {
        private final long disorder;
        private long latest;

        Latest(long disorder) {
            this.disorder = disorder;
            latest = Long.MIN_VALUE + disorder + 1;
        }

        @Override
        public void onEvent(Arrival arrival, long time, WatermarkOutput output) {
            latest = Math.max(latest, time);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(new Watermark(latest - disorder - 1));
        }
    }

    /** Keeps dead letters away from the generator. */
    record EventsOnly(WatermarkGenerator<Arrival> generator) implements WatermarkGenerator<Arrival> {
        @Override
        public void onEvent(Arrival arrival, long time, WatermarkOutput output) {
            if (arrival.deadLetter() == null) {
                generator.onEvent(arrival, time, output);
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            generator.onPeriodicEmit(output);
        }
    }
}
