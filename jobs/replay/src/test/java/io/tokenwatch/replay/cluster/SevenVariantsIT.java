package io.tokenwatch.replay.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.replay.Engine;
import io.tokenwatch.replay.InProcess;
import io.tokenwatch.replay.ReplaySummary;
import io.tokenwatch.replay.ReplayWatcher;
import io.tokenwatch.replay.ResultFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One log in seven ways, judged by all shipped rules: the same alerts, byte for byte. It has events of which several copies say different
 * things, and records that cannot be read.
 */
class SevenVariantsIT {
    private static final List<String> LINES = Corpus.lines();

    @TempDir
    private static Path shared = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    /** In the order in which the demo writes it, in process. */
    @BeforeAll
    static void asItComes() throws IOException {
        ReplaySummary summary =
                Corpus.local(shared.resolve("out"), List.of(Corpus.write(shared.resolve("log"), LINES)));
        assertThat(summary.alerts()).isGreaterThan(20);
        assertThat(summary.shadowed()).isPositive();
        assertThat(summary.conflicts()).isPositive();
        assertThat(summary.deadLettered()).isPositive();
    }

    @Test
    void sorted() throws IOException {
        List<String> lines = new ArrayList<>(LINES);
        lines.sort(Comparator.comparing(line -> line.replaceFirst(".*\"event_time\":", "")));
        givesTheSameBytes(new InProcess(), write("sorted", lines));
    }

    @Test
    void reversed() throws IOException {
        List<String> lines = new ArrayList<>(LINES);
        Collections.reverse(lines);
        givesTheSameBytes(new InProcess(), write("reversed", lines));
    }

    @Test
    void shuffled() throws IOException {
        givesTheSameBytes(new InProcess(), write("shuffled", shuffle(LINES)));
    }

    @Test
    void fivePercentTwice() throws IOException {
        List<String> lines = new ArrayList<>(LINES);
        lines.addAll(LINES.subList(0, LINES.size() / 20));
        givesTheSameBytes(new InProcess(), write("twice", lines));
    }

    @Test
    void splitInSeven() throws IOException {
        givesTheSameBytes(new InProcess(), split(shuffle(LINES)));
    }

    @Test
    void packedByGzip() throws IOException {
        givesTheSameBytes(new InProcess(), Corpus.gzip(folder.resolve("log.gz"), LINES));
    }

    /** And all at once. */
    @Test
    void byFlinkAtParallelismTwo() throws IOException {
        List<String> lines = new ArrayList<>(LINES);
        lines.addAll(LINES.subList(0, LINES.size() / 20));
        givesTheSameBytes(new FlinkEngine(folder.resolve("out"), 2), split(shuffle(lines)));
    }

    private void givesTheSameBytes(Engine engine, Path... files) {
        Path out = folder.resolve("out");
        ReplaySummary summary = Corpus.replay(out, List.of(files), engine, ReplayWatcher.SILENT);
        for (String name : List.of(ResultFolder.ALERTS, ResultFolder.SHADOW_ALERTS)) {
            assertThat(out.resolve(name))
                    .hasSameBinaryContentAs(shared.resolve("out").resolve(name));
        }
        assertThat(summary.read())
                .isEqualTo(summary.judged() + summary.duplicates() + summary.deadLettered() + summary.skippedRecords());
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Corpus.write(folder.resolve(name), lines);
    }

    private static List<String> shuffle(List<String> lines) {
        List<String> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, new Random(3));
        return shuffled;
    }

    private Path[] split(List<String> lines) throws IOException {
        Path[] parts = new Path[7];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = write(
                    "part-" + i, lines.subList(i * lines.size() / parts.length, (i + 1) * lines.size() / parts.length));
        }
        return parts;
    }
}
