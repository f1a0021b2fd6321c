package io.tokenwatch.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** What the JSON Schema of the canonical event says of its fields. */
final class EventSchema {
    private static final Map<String, String> AVRO_TYPES = Map.of(
            "text", "string",
            "texts", "array of string",
            "scopes", "array of string",
            "whole", "long",
            "decimal", "double",
            "flag", "boolean",
            "time", "timestamp-millis");

    private EventSchema() {}

    /** The Avro type that each field has on the topics. */
    static Map<String, String> types() {
        Map<String, String> types = new TreeMap<>();
        JsonNode properties =
                JsonContract.read(Resources.contract("event.v1.schema.json")).path("properties");
        properties.properties().forEach(property -> {
            String kind = property.getValue().path("$ref").asText().replace("#/$defs/", "");
            types.put(property.getKey(), AVRO_TYPES.getOrDefault(kind, "no such kind: " + kind));
        });
        return types;
    }
}
