package io.tokenwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of("b.log", "a.log.gz", "deep/c.log", ".hidden", ".git/x", "out/alerts.ndjson")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "x\n");
        }
    }

    @Test
    void aFolderIsAllBelowItButHiddenFilesAndTheResults() {
        assertThat(names(folder.toString())).containsExactly("a.log.gz", "b.log", "deep/c.log");
    }

    @Test
    void globsAreMatched() {
        assertThat(names(folder + "/*.log")).containsExactly("b.log");
        assertThat(names(folder + "/**.{log,gz}")).containsExactly("a.log.gz", "b.log", "deep/c.log");
    }

    @Test
    void aFileThatIsNamedTwiceIsReadOnce() {
        assertThat(names(folder + "/b.log", folder + "/deep/../b.log", folder.toString()))
                .containsExactly("b.log", "a.log.gz", "deep/c.log");
    }

    @Test
    void aResultMayBeNamedItself() {
        assertThat(names(folder + "/out/alerts.ndjson")).containsExactly("out/alerts.ndjson");
    }

    @Test
    void whatIsNotThereIsSaid() {
        Stream.of("/nowhere.log", "/*.txt", "/out").forEach(name -> assertThatThrownBy(() -> names(folder + name))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(folder + name)
                .hasMessageEndingWith(": name log files or folders"));
    }

    private List<String> names(String... arguments) {
        return Inputs.of(List.of(arguments), folder.resolve("out"), InputStream.nullInputStream()).stream()
                .map(input -> folder.relativize(Path.of(input.name())).toString())
                .toList();
    }
}
