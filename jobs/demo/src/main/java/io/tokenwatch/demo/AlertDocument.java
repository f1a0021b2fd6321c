package io.tokenwatch.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenwatch.demo.traffic.Planted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An alert as it stands in Elasticsearch, as far as the demo looks at it. */
record AlertDocument(String id, Case about, String action, String level, String title, List<String> why, Instant time) {
    /** What an alert and a planted attack have in common if they mean the same. */
    record Case(String ruleId, String tenant, Map<String, String> key) {
        static Case of(Planted planted) {
            return new Case(planted.ruleId(), planted.tenant(), new TreeMap<>(planted.key()));
        }
    }

    /** @param hit of a search */
    static AlertDocument of(JsonNode hit) {
        JsonNode source = hit.path("_source");
        JsonNode alert = source.path("oauth").path("alert");
        Map<String, String> key = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : alert.path("key").properties()) {
            key.put(field.getKey(), field.getValue().asText());
        }
        List<String> why = new ArrayList<>();
        for (JsonNode fact : alert.path("why")) {
            why.add(sentence(
                    fact.path("feature").asText(),
                    fact.path("observed").asText(),
                    fact.path("expected").asText()));
        }
        return new AlertDocument(
                hit.path("_id").asText(),
                new Case(
                        source.path("rule").path("id").asText(),
                        source.path("organization").path("id").asText(),
                        key),
                source.path("event").path("action").asText(),
                alert.path("level").asText(),
                source.path("message").asText(),
                why,
                Instant.parse(source.path("@timestamp").asText()));
    }

    /** A comparison is its own expectation: said once. */
    private static String sentence(String feature, String observed, String expected) {
        return feature.equals(expected) ? feature + ": " + observed : feature + " " + observed + ", needed " + expected;
    }

    boolean isWithdrawn() {
        return action.equals("retracted");
    }
}
