package io.tokenwatch.flink.topology;

import io.tokenwatch.flink.deadletter.DeadLetters;
import io.tokenwatch.flink.delivery.Deliveries;
import io.tokenwatch.flink.delivery.KeptLetters;
import io.tokenwatch.flink.operator.DetectSettings;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.flink.pack.PackFeed;
import io.tokenwatch.flink.testing.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The keyed part of every job between a source that can be rewound and an index, under the settings that ship. */
record TestJob(String name, Path state, int parallelism, int events, long pauseMillis) {
    Configuration settings(String backend) {
        Configuration settings = JobDefaults.of(state);
        settings.setString("state.backend.type", backend);
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "10");
        settings.setString("restart-strategy.fixed-delay.delay", "10ms");
        settings.setString("execution.checkpointing.interval", "100ms");
        settings.setString("execution.checkpointing.dir", state.toUri().toString());
        settings.setString("pipeline.auto-watermark-interval", "20ms");
        return settings;
    }

    StreamExecutionEnvironment define(Configuration settings, RuntimeExecutionMode mode) {
        return define(settings, mode, Deliveries.NONE, KeptLetters.inThisJvm());
    }

    StreamExecutionEnvironment define(
            Configuration settings, RuntimeExecutionMode mode, Deliveries deliveries, DeadLetters.Opener deadLetters) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        env.setParallelism(parallelism);
        env.setRuntimeMode(mode);
        var routed = env.fromSource(
                        new NumberSequenceSource(0, events - 1L), WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .flatMap(new Arrivals(name, pauseMillis))
                .uid("arrivals")
                .returns(RoutedRecord.TYPE)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<RoutedRecord>forBoundedOutOfOrderness(
                                Duration.ofMillis(events * 500L)) // the events come in no order at all
                        .withTimestampAssigner((record, before) -> record.routed().time))
                .uid("times");
        DetectSettings detect = DetectSettings.live("r")
                .withLateness(0)
                .withCache(10)
                .withCheckpoints(mode == RuntimeExecutionMode.STREAMING);
        var alerts = Detection.define(routed, Traffic.RULES, PackFeed.none(), detect, deliveries);
        alerts.sinkTo(new IndexSink(name)).uid("index");
        AlertDeliveries.define(alerts, deliveries, deadLetters);
        return env;
    }
}
