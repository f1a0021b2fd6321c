package io.tokenwatch.replay.cluster;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.replay.DeadLetters;
import io.tokenwatch.replay.Engine;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.Replay;
import io.tokenwatch.replay.ReplayWatcher;
import io.tokenwatch.replay.ResultFolder;
import io.tokenwatch.rule.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and judges by two bounded jobs on a Flink cluster, in this process or of others. The first makes events of lines and keeps them in
 * parts; the second sorts them by event, then by key and time, and judges. Memory does not grow with the inputs.
 */
public final class FlinkEngine implements Engine {
    /** What is read between two parts is lost by an interruption. */
    private static final int PART_BYTES = 32 << 20;

    private final Path folder;
    private final int parallelism;
    private final int partBytes;
    private final @Nullable RunningCluster cluster;

    /**
     * An engine for one replay, in this process.
     *
     * @param folder below which it keeps what it has read until the results are written; the same one to go on
     * @param parallelism how many of each task run at the same time
     */
    public FlinkEngine(Path folder, int parallelism) {
        this(folder, parallelism, PART_BYTES, null);
    }

    /**
     * An engine for one replay, on a cluster.
     *
     * @param folder as above; if the cluster does not reach it, it names another one that it does
     * @param parallelism as above; 0 for as many as the cluster has slots free
     */
    public FlinkEngine(Path folder, int parallelism, RunningCluster cluster) {
        this(folder, parallelism, PART_BYTES, cluster);
    }

    FlinkEngine(Path folder, int parallelism, int partBytes, @Nullable RunningCluster cluster) {
        this.folder = folder.toAbsolutePath();
        this.parallelism = parallelism;
        this.partBytes = partBytes;
        this.cluster = cluster;
    }

    /**
     * Reads streams to their end and keeps them where all tasks can read them, until the results are written.
     *
     * @param told hears where
     * @return the inputs with what was kept in place of the streams
     */
    public List<Input> keep(List<Input> inputs, Consumer<String> told) {
        List<Input> kept = new ArrayList<>();
        for (Input input : inputs) {
            kept.add(input.stored() == null ? keep(input, told) : input);
        }
        return kept;
    }

    private Input keep(Input stream, Consumer<String> told) {
        try (Stage stage = open()) {
            told.accept("standard input is read to its end and kept in " + stage.folder()
                    + " until the results are written, since Flink's tasks read it when they are ready");
            return Spool.of(stream, stage.folder());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }

    private Stage open() throws IOException {
        return Stage.open(folder, cluster == null ? null : cluster.shared());
    }

    /** @throws IllegalArgumentException if an input is a stream: {@link #keep} it before */
    @Override
    public Answer answer(Task task) throws IOException {
        try (Stage stage = open()) {
            List<String> changed = stage.prepare(Plan.of(task));
            BlockIndex kept = BlockIndex.of(stage.parts());
            say(task.watcher(), changed, kept);
            Answer answer = answer(task, stage, kept);
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

    private Answer answer(Task task, Stage stage, BlockIndex kept) throws IOException {
        RunningCluster there = cluster;
        List<Map.Entry<Input, Connector>> inputs = List.copyOf(task.formats().entrySet());
        if (there == null) {
            try (Foresight foresight = foresight(task, stage, kept);
                    InThisProcess here = new InThisProcess(new Work(inputs, task.settings(), task.log(), foresight));
                    BoundedJobs jobs = BoundedJobs.start(stage.scratch(), parallelism)) {
                return answer(task, inputs, stage, kept, jobs, here, foresight);
            } catch (Exception e) {
                throw plain(e);
            }
        }
        try (BoundedJobs jobs = BoundedJobs.on(there)) {
            if (parallelism > jobs.slots()) {
                throw new UncheckedIOException(
                        "the cluster at " + there + " has only " + jobs.slots() + " slots free",
                        new IOException("slots"));
            }
            return answer(task, inputs, stage, kept, jobs, new OnOtherMachines(task, there.provisions()), null);
        } catch (Exception e) {
            throw plain(e);
        }
    }

    private static RuntimeException plain(Exception failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", failure);
        }
        return Failures.plain(failure);
    }

    private Answer answer(
            Task task,
            List<Map.Entry<Input, Connector>> inputs,
            Stage stage,
            BlockIndex kept,
            BoundedJobs jobs,
            Assignment assignment,
            @Nullable Foresight foresight)
            throws Exception {
        ReplayJobs defined = new ReplayJobs(assignment, stage, parallelism == 0 ? jobs.slots() : parallelism);
        long size = size(task.formats());
        if (!inputs.isEmpty()) {
            jobs.run(
                    "Tokenwatch replay: read",
                    defined.reading(inputs.size(), kept.finished(), partBytes),
                    sums -> task.watcher().reading(Progress.RECORDS.of(sums), Progress.BYTES.of(sums), size));
        }
        boolean early = foresight != null && foresight.complete();
        BlockIndex index = BlockIndex.of(stage.parts());
        try (DeadLetters dead = new DeadLetters(task.results().open(ResultFolder.DEAD_LETTERS))) {
            Counting counting = new Counting(inputs, dead);
            index.forEach(counting::block);
            task.watcher().reading(index.records(), size, size);
            Map<String, Object> judged = Map.of();
            if (foresight != null) {
                foresight.prospects().reach(counting.first(), counting.last());
            }
            if (!index.parts().isEmpty()) {
                judged = jobs.run(
                        "Tokenwatch replay: judge",
                        defined.judging(index.parts(), task.audience().listens(), counting.last(), early),
                        sums -> task.watcher()
                                .judging(Progress.JUDGED.of(sums), Math.max(1, Progress.ROUTED.of(sums))));
            }
            List<Alert> alerts = alerts(stage, task, extent(counting, judged));
            return new Answer(counting.sums(judged), alerts, Progress.KEYS_LEFT_OUT.of(judged));
        }
    }

    /** Null where some was read before: nobody knows what keys met there. Takes half of what the engine in process gives to events that wait. */
    private @Nullable Foresight foresight(Task task, Stage stage, BlockIndex kept) throws IOException {
        return kept.records() > 0
                ? null
                : new Foresight(task.settings().resources().memory() / 2, parallelism, stage.scratch());
    }

    private static long size(Map<Input, Connector> formats) throws IOException {
        long size = 0;
        for (Input input : formats.keySet()) {
            size += input.size();
        }
        return size;
    }

    private static Extent extent(Counting counting, Map<String, Object> judged) {
        return new Extent() {
            @Override
            public String digest() {
                return HexFormat.of().toHexDigits(Progress.DIGEST.of(judged));
            }

            @Override
            public long first() {
                return counting.first();
            }
        };
    }

    private static List<Alert> alerts(Stage stage, Task task, Extent judged) throws IOException {
        Replay.Audience audience = task.audience();
        AlertSink sink = audience.listens() ? audience.of(judged) : (alert, change) -> {};
        List<Alert> alerts = new ArrayList<>();
        AlertFile.read(stage.alerts(), new AlertCodec(task.log()), alerts::add, sink);
        alerts.sort(Comparator.comparing(Alert::id)
                .thenComparing(alert -> alert.rule().mode() == Mode.SHADOW));
        return alerts;
    }
}
