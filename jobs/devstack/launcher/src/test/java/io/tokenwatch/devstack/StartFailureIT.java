package io.tokenwatch.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFailureIT {
    @TempDir
    Path directory;

    @Test
    void aServerThatCannotStartIsNamedWithTheEndOfItsLogAndNoneRuns() throws Exception {
        Path data = Files.createDirectories(directory.resolve("kafka/data"));
        Files.writeString(data.resolve("meta.properties"), "version=1\ncluster.id=of-somebody-else\nnode.id=1\n");

        assertThatThrownBy(() -> Devstack.start(directory, line -> {}))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("kafka at 127.0.0.1:")
                .hasMessageContaining("ended with exit code")
                .hasMessageContaining(directory.resolve("logs/kafka.log").toString())
                .hasMessageContaining("of-somebody-else");
        assertThat(ProcessHandle.current().children())
                .noneMatch(child -> child.info().commandLine().orElse("").contains(directory.toString()));
    }
}
