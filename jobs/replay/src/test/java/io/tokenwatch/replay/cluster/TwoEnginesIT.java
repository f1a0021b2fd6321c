package io.tokenwatch.replay.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.replay.ReplaySummary;
import io.tokenwatch.replay.ResultFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In process and by Flink, at any parallelism: the same bytes in every file. {@link SevenVariantsIT} has other orders and divisions of a log. */
class TwoEnginesIT {
    private static final List<String> ALL = List.of(
            ResultFolder.ALERTS,
            ResultFolder.SHADOW_ALERTS,
            ResultFolder.DEAD_LETTERS,
            ResultFolder.SUMMARY,
            ResultFolder.REPORT);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void giveOneAnswer() throws IOException {
        List<String> lines = Corpus.lines();
        int half = lines.size() / 2;
        List<Path> files = List.of(
                Corpus.write(folder.resolve("1.ndjson"), lines.subList(0, half)),
                Corpus.gzip(folder.resolve("2.ndjson.gz"), lines.subList(half, lines.size())),
                damaged(lines.subList(0, 500)));
        Path local = folder.resolve("local");
        ReplaySummary expected = Corpus.local(local, files);
        assertThat(expected.alerts()).isGreaterThan(20);
        assertThat(expected.shadowed()).isPositive();
        assertThat(expected.conflicts()).isPositive();
        assertThat(expected.deadLettered()).isPositive();

        for (int parallelism : new int[] {1, 2}) {
            Path flink = folder.resolve("flink-" + parallelism);
            Corpus.flink(flink, parallelism, files);
            same(ALL, flink, local);
            assertThat(flink.resolve(".replay")).doesNotExist();
        }
    }

    private Path damaged(List<String> lines) throws IOException {
        Path whole = Corpus.gzip(folder.resolve("3.ndjson.gz"), lines);
        byte[] bytes = Files.readAllBytes(whole);
        return Files.write(whole, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    }

    private static void same(List<String> names, Path one, Path other) {
        for (String name : names) {
            assertThat(one.resolve(name)).as(name).hasSameBinaryContentAs(other.resolve(name));
        }
    }
}
