package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void whatNobodyRecognisesHasNoConnector() {
        assertThat(Connectors.recognise(List.of("hello", "{}"))).isEmpty();
    }
}
