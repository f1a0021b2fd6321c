package io.tokenwatch.replay.cluster;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.replay.DeadLetters;
import io.tokenwatch.replay.Engine;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.ReplayWatcher;
import io.tokenwatch.replay.ResultFolder;
import io.tokenwatch.rule.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Reads and judges by two bounded jobs on a Flink cluster in this process. The first makes events of lines and keeps them in parts on disk; the
 * second sorts them by event, then by key and time, and judges. Memory does not grow with the inputs.
 */
public final class FlinkEngine implements Engine {
    private static final TypeInformation<byte[]> BYTES = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

    /** What is read between two parts is lost by an interruption. */
    private static final int PART_BYTES = 32 << 20;

    private final Path folder;
    private final int parallelism;
    private final int partBytes;

    /**
     * An engine for one replay.
     *
     * @param folder below which it keeps what it has read until the results are written; the same one to go on
     * @param parallelism how many of each task run at the same time
     */
    public FlinkEngine(Path folder, int parallelism) {
        this(folder, parallelism, PART_BYTES);
    }

    FlinkEngine(Path folder, int parallelism, int partBytes) {
        this.partBytes = partBytes;
        this.folder = folder.toAbsolutePath();
        this.parallelism = parallelism;
    }

    /** @throws IllegalArgumentException if an input is a stream, which cannot be read again after an interruption */
    @Override
    public Answer answer(Task task) throws IOException {
        try (Stage stage = Stage.open(folder)) {
            List<String> changed = stage.prepare(Plan.of(task));
            BlockIndex kept = stage.index();
            say(task.watcher(), changed, kept);
            Answer answer = answer(task, stage);
            stage.clear();
            return answer;
        }
    }

    private static void say(ReplayWatcher watcher, List<String> changed, BlockIndex kept) {
        if (!changed.isEmpty()) {
            watcher.remark("begins again: since the interrupted replay this has changed: " + changed.get(0));
        } else if (kept.records() > 0) {
            watcher.remark(String.format(
                    Locale.ROOT, "goes on with an interrupted replay: %,d records were read", kept.records()));
        }
    }

    private Answer answer(Task task, Stage stage) throws IOException {
        try (Work work = new Work(task, stage);
                BoundedJobs jobs = BoundedJobs.start(stage.scratch(), parallelism)) {
            long size = size(task.formats());
            jobs.run("Tokenwatch replay: read", reading(work), () -> task.watcher()
                    .reading(work.records.sum(), work.bytes.sum(), size));
            BlockIndex index = stage.index();
            try (DeadLetters dead = new DeadLetters(task.results().open(ResultFolder.DEAD_LETTERS))) {
                Counting counting = new Counting(work.inputs(), dead);
                index.forEach(counting::block);
                work.reached(counting.last());
                task.watcher().reading(index.records(), work.bytes.sum(), size);
                jobs.run(
                        "Tokenwatch replay: judge", judging(work, stage.events().size()), () -> task.watcher()
                                .judging(work.judged.sum(), Math.max(1, work.routed.sum())));
                return new Answer(counting.sums(work), alerts(work), work.keysLeftOut.sum());
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (Exception e) {
            throw Failures.plain(e);
        }
    }

    private static long size(Map<Input, Connector> formats) throws IOException {
        long size = 0;
        for (Input input : formats.keySet()) {
            size += input.size();
        }
        return size;
    }

    /** Pipelined from end to end, and kept only in the parts. */
    private StreamExecutionEnvironment reading(Work work) {
        StreamExecutionEnvironment env = environment(work, RuntimeExecutionMode.STREAMING);
        if (!work.inputs().isEmpty()) {
            env.fromSequence(0, work.inputs().size() - 1L)
                    .flatMap(new ReadInputs(work.name()))
                    .returns(BYTES)
                    .rebalance()
                    .transform("parse", BYTES, new ParseBlocks(work.name(), partBytes));
        }
        return env;
    }

    private StreamExecutionEnvironment judging(Work work, int parts) {
        StreamExecutionEnvironment env = environment(work, RuntimeExecutionMode.BATCH);
        if (parts > 0) {
            env.fromSequence(0, parts - 1L)
                    .flatMap(new ReadParts(work.name()))
                    .returns(BYTES)
                    .keyBy(Row::id, Types.LONG)
                    .transform(
                            "distinct, route", new ValueTypeInfo<>(RoutedRecord.class), new RouteDistinct(work.name()))
                    .keyBy(
                            record -> record.routed().keyHigh,
                            Types.LONG) // with the time 16 bytes: Flink sorts no more at once
                    .transform("judge", Types.VOID, new JudgeKeys(work.name()));
        }
        return env;
    }

    private StreamExecutionEnvironment environment(Work work, RuntimeExecutionMode mode) {
        Configuration settings = BoundedJobs.settings(work.stage().scratch(), parallelism);
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings);
        env.setRuntimeMode(mode);
        env.setParallelism(parallelism);
        return env;
    }

    private static List<Alert> alerts(Work work) {
        return work.alerts.stream()
                .sorted(Comparator.comparing(Alert::id)
                        .thenComparing(alert -> alert.rule().mode() == Mode.SHADOW))
                .toList();
    }
}
