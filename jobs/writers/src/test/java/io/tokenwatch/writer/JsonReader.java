package io.tokenwatch.writer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Reads JSON strictly into paths and values. */
final class JsonReader {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonReader() {}

    static JsonNode tree(byte[] document) throws IOException {
        return MAPPER.readTree(document);
    }

    static String pretty(byte[] document) throws IOException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree(document));
    }

    /** Paths such as {@code /event/reason}; and under {@code client} and {@code sentence} what is at those places. */
    static Map<String, String> fields(JsonNode tree, String client, String sentence) throws JsonProcessingException {
        Map<String, String> fields = new TreeMap<>();
        collect("", tree, fields);
        fields.put("client", tree.at(client).asText());
        fields.put("sentence", tree.at(sentence).asText());
        return fields;
    }

    private static void collect(String path, JsonNode node, Map<String, String> fields) {
        if (node.isObject()) {
            node.properties().forEach(entry -> collect(path + "/" + entry.getKey(), entry.getValue(), fields));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(path + "/" + i, node.get(i), fields);
            }
        } else {
            fields.put(path, node.asText());
        }
    }
}
