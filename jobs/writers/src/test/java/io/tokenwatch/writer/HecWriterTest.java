package io.tokenwatch.writer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HecWriterTest extends WriterContract {
    @Override
    AlertWriter writer() {
        return AlertWriters.of("hec", Map.of());
    }

    @Override
    Map<String, String> read(byte[] document) throws IOException {
        return JsonReader.fields(JsonReader.tree(document), "/event/client_id", "/event/description");
    }

    @Override
    String shown(byte[] document) throws IOException {
        return JsonReader.pretty(document);
    }

    /** Else Splunk would take it for milliseconds, or for now. */
    @Test
    void timeIsInSecondsWithThreeDecimals() {
        assertThat(new String(write(Samples.ordinary()), UTF_8)).contains("\"time\":1767571232.000,");
    }
}
