package io.tokenwatch.demo.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertEvidence;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RulePack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The alerts that stand, by id, each as one line of what must be the same: in Elasticsearch, and by the in-memory engine. */
final class Standing {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Standing() {}

    static SortedMap<String, String> byOracle(Path rules, List<TokenEvent> events) {
        return byOracle(PackLog.of(RulePack.load(rules)), events);
    }

    static SortedMap<String, String> byOracle(PackLog packs, List<TokenEvent> events) {
        LocalEngine engine = new LocalEngine(packs);
        events.forEach(engine::accept);
        SortedMap<String, String> alerts = new TreeMap<>();
        for (Alert alert : engine.alerts()) {
            if (alert.rule().mode() != Mode.ALERT) {
                continue; // has an index of its own
            }
            Map<String, String> key = new TreeMap<>();
            alert.key().forEach((field, value) -> key.put(field, value.toString()));
            alerts.put(
                    alert.id(),
                    line(
                            alert.rule().id(),
                            alert.tenant(),
                            key,
                            alert.count(),
                            Instant.ofEpochMilli(alert.time()),
                            Instant.ofEpochMilli(alert.lastTime()),
                            alert.evidence().stream()
                                    .map(AlertEvidence::eventId)
                                    .toList()));
        }
        return alerts;
    }

    /** Those of the tenants whose names end so. */
    static SortedMap<String, String> inElasticsearch(String url, String tenantSuffix)
            throws IOException, InterruptedException {
        String query = "{\"size\":10000,\"query\":{\"term\":{\"oauth.alert.retracted\":false}}}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url + "/tokenwatch-alerts-*/_search?ignore_unavailable=true&allow_no_indices=true"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(query))
                .build();
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        SortedMap<String, String> alerts = new TreeMap<>();
        for (JsonNode hit : JSON.readTree(response.body()).path("hits").path("hits")) {
            JsonNode source = hit.path("_source");
            String tenant = source.path("organization").path("id").asText();
            if (tenant.endsWith(tenantSuffix)) {
                alerts.put(hit.path("_id").asText(), line(source, tenant));
            }
        }
        return alerts;
    }

    private static String line(JsonNode source, String tenant) {
        JsonNode alert = source.path("oauth").path("alert");
        Map<String, String> key = new TreeMap<>();
        alert.path("key")
                .properties()
                .forEach(field -> key.put(field.getKey(), field.getValue().asText()));
        return line(
                source.path("rule").path("id").asText(),
                tenant,
                key,
                alert.path("count").asLong(),
                Instant.parse(alert.path("first_seen").asText()),
                Instant.parse(alert.path("last_seen").asText()),
                alert.path("evidence").findValuesAsText("id"));
    }

    private static String line(
            String rule,
            String tenant,
            Map<String, String> key,
            long count,
            Instant first,
            Instant last,
            List<String> evidence) {
        return rule + " " + tenant + " " + key + " count " + count + " from " + first + " to " + last + " by "
                + evidence;
    }
}
