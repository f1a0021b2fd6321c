package io.tokenwatch.writer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The part of OCSF's schema that Detection Findings of ours can touch, as data: {@code ocsf-detection-finding.json}. */
record OcsfSchema(JsonNode root) {
    static OcsfSchema shipped() {
        try (InputStream in = OcsfSchema.class.getResourceAsStream("/ocsf-detection-finding.json")) {
            return new OcsfSchema(new ObjectMapper().readTree(Objects.requireNonNull(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String version() {
        return root.get("version").asText();
    }

    List<String> faults(JsonNode finding) {
        List<String> faults = new ArrayList<>();
        object("", "detection_finding", finding, faults);
        return faults;
    }

    private void object(String path, String type, JsonNode node, List<String> faults) {
        JsonNode definition = root.get("objects").get(type);
        JsonNode attributes = definition.get("attributes");
        attributes.properties().forEach(entry -> {
            if (entry.getValue().path("required").asBoolean() && !node.has(entry.getKey())) {
                faults.add(path + "/" + entry.getKey() + " is required");
            }
        });
        node.properties().forEach(entry -> {
            JsonNode attribute = attributes.get(entry.getKey());
            if (attribute == null) {
                faults.add(path + "/" + entry.getKey() + " is no attribute of " + type);
            } else {
                attribute(path + "/" + entry.getKey(), attribute, entry.getValue(), faults);
            }
        });
        List<String> oneOf = StreamSupport.stream(
                        definition.path("at_least_one").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        if (!oneOf.isEmpty() && oneOf.stream().noneMatch(node::has)) {
            faults.add(path + " has none of " + String.join(", ", oneOf));
        }
    }

    private void attribute(String path, JsonNode attribute, JsonNode value, List<String> faults) {
        if (attribute.path("array").asBoolean()) {
            for (int i = 0; i < value.size(); i++) {
                value(path + "/" + i, attribute, value.get(i), faults);
            }
            return;
        }
        value(path, attribute, value, faults);
    }

    private void value(String path, JsonNode attribute, JsonNode value, List<String> faults) {
        String type = attribute.get("type").asText();
        boolean fits =
                switch (type) {
                    case "string_t", "ip_t", "username_t" -> value.isTextual();
                    case "integer_t", "long_t", "timestamp_t" -> value.isIntegralNumber();
                    case "boolean_t" -> value.isBoolean();
                    case "json_t" -> true;
                    default -> value.isObject();
                };
        if (!fits) {
            faults.add(path + " is no " + type);
        } else if (root.get("objects").has(type)) {
            object(path, type, value, faults);
        } else if (attribute.has("enum") && !attribute.get("enum").has(value.asText())) {
            faults.add(path + " " + value.asText() + " is none of its values");
        }
    }
}
