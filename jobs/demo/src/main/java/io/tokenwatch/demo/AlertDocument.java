package io.tokenwatch.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenwatch.demo.traffic.Planted;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** An alert as it stands in Elasticsearch, as far as the demo looks at it. */
record AlertDocument(String id, Case about, String action, String level, String title, String why, Instant time) {
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
        StringBuilder why = new StringBuilder();
        for (JsonNode fact : alert.path("why")) {
            why.append(why.isEmpty() ? "" : ", ")
                    .append("%s %s (needed %s)"
                            .formatted(
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
                why.toString(),
                Instant.parse(source.path("@timestamp").asText()));
    }

    boolean isWithdrawn() {
        return action.equals("retracted");
    }
}
