package io.tokenwatch.flink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FieldTypesTest {
    private static final String REFUSAL =
            "The mapper type [histogram] declared on field [latency] does not exist. It might have been created";

    private final FieldTypes types = new FieldTypes();

    private String body() {
        return new String(
                types.body(IndexTemplates.resource("/elasticsearch/tokenwatch-indicators.json")),
                StandardCharsets.UTF_8);
    }

    @Test
    void asksForHistogramsUntilTheyAreRefusedAndThenGoesWithout() {
        assertThat(body()).contains("\"histogram\"");
        assertThat(types.lacks("something else")).isFalse();
        assertThat(body()).contains("\"histogram\"");

        assertThat(types.lacks(REFUSAL)).isTrue();
        assertThat(body()).doesNotContain("\"histogram\"").contains("\"enabled\": false");
    }

    @Test
    void asksOnce() {
        types.lacks(REFUSAL);
        assertThat(types.lacks(REFUSAL)).isFalse();
    }
}
