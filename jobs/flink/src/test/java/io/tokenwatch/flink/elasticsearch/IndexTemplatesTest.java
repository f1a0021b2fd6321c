package io.tokenwatch.flink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IndexTemplatesTest {
    @Test
    void installsEveryTemplateThatIsShipped() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../../schemas/src/main/resources/elasticsearch"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(IndexTemplates.NAMES.stream()
                            .map(name -> name + ".json")
                            .toList());
        }
        assertThat(IndexTemplates.NAMES)
                .allSatisfy(name -> assertThat(IndexTemplates.resource("/elasticsearch/" + name + ".json"))
                        .isNotEmpty());
    }
}
