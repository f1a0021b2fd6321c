package io.tokenwatch.replay.cluster;

import io.tokenwatch.flink.operator.RoutedRecord;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The two jobs of a replay. */
final class ReplayJobs {
    private static final TypeInformation<byte[]> BYTES = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

    private final Assignment assignment;
    private final Stage stage;
    private final int parallelism;

    ReplayJobs(Assignment assignment, Stage stage, int parallelism) {
        this.assignment = assignment;
        this.stage = stage;
        this.parallelism = parallelism;
    }

    /** What a job needs, wherever it runs. */
    static Configuration settings(int parallelism) {
        Configuration settings = new Configuration();
        settings.setString("parallelism.default", Integer.toString(parallelism));
        settings.setString("pipeline.generic-types", "false");
        settings.setString("restart-strategy.type", "none"); // started again, the replay goes on where it was
        settings.setString("jobmanager.scheduler", "Default");
        settings.setString(
                "execution.batch-shuffle-mode", "ALL_EXCHANGES_PIPELINED"); // whoever sorts, keeps all anyway
        return settings;
    }

    /**
     * Makes events of lines, and keeps them in parts. Pipelined from end to end.
     *
     * @param inputs how many, at least one
     * @param finished what an earlier run has read
     */
    StreamExecutionEnvironment reading(int inputs, Finished finished, int partBytes) {
        StreamExecutionEnvironment job = environment(RuntimeExecutionMode.STREAMING);
        job.fromSequence(0, inputs - 1L)
                .flatMap(new ReadInputs(assignment, finished))
                .returns(BYTES)
                .rebalance()
                .transform("parse", BYTES, new ParseBlocks(assignment, stage.parts(), partBytes));
        return job;
    }

    /**
     * Sorts the events of the parts and judges them.
     *
     * @param parts their names, at least one
     * @param told whether somebody is to hear of every change of an alert
     * @param last when the newest event happened, milliseconds since the epoch
     * @param early whether events are routed where they are read, see {@link RouteParts}
     */
    StreamExecutionEnvironment judging(List<String> parts, boolean told, long last, boolean early) {
        StreamExecutionEnvironment job = environment(RuntimeExecutionMode.BATCH);
        DataStream<byte[]> rows = job.fromSequence(0, parts.size() - 1L)
                .flatMap(new ReadParts(stage.parts(), parts))
                .returns(BYTES);
        DataStream<byte[]> kept =
                early ? rows.transform("route", BYTES, new RouteParts(assignment, stage.heard())) : rows;
        kept.keyBy(Row::id, Types.LONG)
                .transform("distinct, route", RoutedRecord.TYPE, new RouteDistinct(assignment, stage.heard(), early))
                .keyBy(
                        record -> record.routed().keyHigh,
                        Types.LONG) // with the time 16 bytes: Flink sorts no more at once
                .transform("judge", Types.VOID, new JudgeKeys(assignment, stage.heard(), stage.alerts(), told, last));
        return job;
    }

    private StreamExecutionEnvironment environment(RuntimeExecutionMode mode) {
        StreamExecutionEnvironment job = new StreamExecutionEnvironment(settings(parallelism));
        job.setRuntimeMode(mode);
        job.setParallelism(parallelism);
        assignment.pack(job);
        return job;
    }
}
