package io.tokenwatch.replay.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a folder that several commands reach, as in an object store, nothing can be locked. */
class StageTest {
    @TempDir
    private Path folder = Path.of("");

    private String shared = "";

    @BeforeEach
    void share() {
        shared = folder.resolve("shared").toUri().toString();
    }

    @Test
    void aSharedFolderIsThatOfOneReplayUntilItsResultsAreThere() throws IOException {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        try (Stage stage = Stage.open(one, shared)) {
            stage.prepare(List.of("a plan"));
        }
        assertThatThrownBy(() -> Stage.open(other, shared))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is that of another replay, whose results go to " + one)
                .hasMessageContaining("--shared");
        try (Stage again = Stage.open(one, shared)) {
            again.prepare(List.of("a plan"));
            again.clear();
        }
        Stage.open(other, shared).close();
    }

    @Test
    void whoIsRefusedHoldsNoLock() throws IOException {
        Stage.open(folder.resolve("one"), shared).close();
        Path other = folder.resolve("other");
        assertThatThrownBy(() -> Stage.open(other, shared)).hasMessageContaining("another replay");
        Stage.open(other, folder.resolve("elsewhere").toUri().toString()).close();
    }
}
