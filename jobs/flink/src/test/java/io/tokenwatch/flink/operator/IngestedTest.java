package io.tokenwatch.flink.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IngestedTest {
    @Test
    void changesTheTimeAndNothingThatOnlyLooksLikeIt() {
        String before =
                "{\"a\":\"\\\"ingested\\\":\\\"x\\\"\",\"event\":{\"ingested\":\"2026-01-01T00:00:00Z\",\"b\":1}}";
        assertThat(new String(Ingested.at(1_750, before.getBytes(UTF_8)), UTF_8))
                .isEqualTo(before.replace("2026-01-01T00:00:00Z", "1970-01-01T00:00:01.750Z"));
    }

    @Test
    void aDocumentWithoutItStaysAsItIs() {
        byte[] document = "{\"event\":{}}".getBytes(UTF_8);
        assertThat(Ingested.at(0, document)).isSameAs(document);
    }
}
