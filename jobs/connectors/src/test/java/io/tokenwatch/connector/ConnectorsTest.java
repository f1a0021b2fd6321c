package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectorsTest {
    @Test
    void anUnknownFormatIsToldTheKnownOnes() {
        assertThatThrownBy(() -> Connectors.of("keyclaok"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown format keyclaok; known formats are ")
                .hasMessageContaining("canonical")
                .hasMessageContaining("keycloak");
    }

    @Test
    void formatsAreNamedOnce() {
        assertThat(Connectors.all())
                .extracting(Connector::format)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void eachHasItsPage() throws IOException {
        Path inputs = Path.of("../../docs/inputs");
        String index = Files.readString(inputs.resolve("README.md"));
        for (Connector connector : Connectors.all()) {
            String format = connector.format();
            assertThat(index).contains("| `" + format + "` |");
            if (!format.equals("canonical")) {
                assertThat(inputs.resolve(format + ".md")).content().contains("Format `" + format + "`");
            }
        }
    }

    @Test
    void whatNobodyRecognisesHasNoConnector() {
        assertThat(Connectors.recognise(List.of("hello", "{}"))).isEmpty();
    }
}
