package io.tokenwatch.replay.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.replay.Input;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineChoiceTest {
    private static final List<String> LINES = Collections.nCopies(1_000, "{\"event_type\":\"token.issued\"}");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatHasRoomIsJudgedInThisProcess() throws IOException {
        List<Input> inputs = List.of(Input.of(Corpus.write(folder.resolve("a"), LINES)));
        assertThat(EngineChoice.of(inputs, 2_000_000_000))
                .isEqualTo(
                        new EngineChoice(
                                false,
                                "some 0.0 GB of logs are within 32 times the memory of this process (2.0 GB): it is the faster one"));
        assertThat(EngineChoice.of(inputs, 937).flink()).isFalse();
        assertThat(EngineChoice.of(inputs, 936))
                .isEqualTo(
                        new EngineChoice(
                                true,
                                "some 0.0 GB of logs are beyond 32 times the memory of this process (0.0 GB): it can go on after an interruption"));
    }

    @Test
    void packedLogsAreLarger() throws IOException {
        Path packed = Corpus.gzip(folder.resolve("a.gz"), LINES);
        assertThat(EngineChoice.of(List.of(Input.of(packed)), packed.toFile().length() / 8)
                        .flink())
                .isTrue();
    }

    @Test
    void aStreamCannotBeGoneOnWith() {
        Input stream = Input.of("-", new ByteArrayInputStream(new byte[0]));
        assertThat(EngineChoice.of(List.of(stream), 0).flink()).isFalse();
    }
}
