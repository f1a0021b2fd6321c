package io.tokenwatch.flink.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestCheckpointTest {
    private final Path folder;

    LatestCheckpointTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path checkpoint(String job, int number) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve(job).resolve("chk-" + number));
        try (OutputStream out = Files.newOutputStream(checkpoint.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(number, List.of(), List.of()), out);
        }
        return checkpoint;
    }

    @Test
    void noneBeforeTheFirstRun() throws IOException {
        assertThat(LatestCheckpoint.in(folder.resolve("absent"))).isEmpty();
        Files.createDirectories(folder.resolve("job").resolve("shared"));
        assertThat(LatestCheckpoint.in(folder)).isEmpty();
    }

    @Test
    void theHighestNumberOfAllRuns() throws IOException {
        checkpoint("a", 9);
        Path newest = checkpoint("b", 10);
        checkpoint("c", 2);
        assertThat(LatestCheckpoint.in(folder)).contains(new LatestCheckpoint(10, newest));
    }

    /** A run that was killed leaves what it was writing. */
    @Test
    void oneThatIsNotCompleteIsPassedOver() throws IOException {
        Path complete = checkpoint("a", 9);
        Files.createDirectories(folder.resolve("a").resolve("chk-10"));
        Path torn = checkpoint("a", 11).resolve("_metadata");
        Files.write(torn, new byte[] {0x49, 0x62});
        assertThat(LatestCheckpoint.in(folder)).contains(new LatestCheckpoint(9, complete));
    }

    @Test
    void otherRunsAreSupersededButNotWhatRunsShare() throws IOException {
        Path old = checkpoint("a", 9);
        Files.createDirectories(folder.resolve("a").resolve("shared"));
        checkpoint("b", 10);
        Path newest = checkpoint("b", 11);
        assertThat(new LatestCheckpoint(11, newest).superseded(folder)).containsExactly(old);
    }
}
