package io.tokenwatch.writer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

class LeefWriterTest extends WriterContract {
    @Override
    AlertWriter writer() {
        return AlertWriters.of("leef", Map.of());
    }

    @Override
    Map<String, String> read(byte[] document) {
        String line = new String(document, UTF_8);
        assertThat(line).doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028-\\u202e&&[^\\t]]");
        String[] parts = line.split("\\|", 7);
        assertThat(parts)
                .hasSize(7)
                .startsWith("LEEF:2.0", "Tokenwatch", "Tokenwatch")
                .contains("x09");
        Map<String, String> fields = new TreeMap<>();
        for (String attribute : parts[6].split("\t", -1)) {
            String[] pair = attribute.split("=", 2);
            assertThat(fields.put(pair[0], pair[1])).isNull();
        }
        fields.put("client", fields.getOrDefault("clientId", ""));
        fields.put("sentence", fields.getOrDefault("msg", ""));
        return fields;
    }

    /** The format has no escapes: tabs become spaces, line breaks and control characters visible. */
    @Override
    String arriving(String client) {
        return Control.visible(client.replace("\r", "\\r").replace("\n", "\\n"));
    }
}
