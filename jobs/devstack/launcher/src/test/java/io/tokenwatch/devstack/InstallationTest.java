package io.tokenwatch.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    @Test
    void findsTheRepositoryAboveItsOwnCode() {
        assertThat(Installation.find().root())
                .isEqualTo(Path.of("../../..").toAbsolutePath().normalize());
    }

    @Test
    void theServersOwnJarsComeFirst() {
        String[] entries = Installation.find().classPath("kafka-server").split(File.pathSeparator);
        assertThat(entries).hasSize(3);
        assertThat(entries[0]).endsWith("kafka-server/target/classes");
        assertThat(entries[1]).endsWith("kafka-server/target/lib/*");
    }

    @Test
    void saysHowToBuildWhatIsMissing(@TempDir Path root) {
        assertThatThrownBy(() -> new Installation(root).classPath("kafka-server"))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("found 0")
                .hasMessageContaining("cd " + root + " && mvn -q clean package -DskipTests");
    }

    @Test
    void refusesToGuessBetweenTwoRegistries(@TempDir Path root) throws Exception {
        Path server = Files.createDirectories(root.resolve("jobs/devstack/registry-server/target/server"));
        Files.createFile(server.resolve("registry-1-runner.jar"));
        Files.createFile(server.resolve("registry-2-runner.jar"));
        assertThatThrownBy(() -> new Installation(root).registryClassPath()).hasMessageContaining("found 2");
    }
}
