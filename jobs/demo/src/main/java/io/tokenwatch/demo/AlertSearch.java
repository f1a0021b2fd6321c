package io.tokenwatch.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks for alerts as an analyst's screen would: by searching. */
final class AlertSearch {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** How far back each search looks: what becomes searchable later than that after it was made would be missed. */
    private static final Duration LOOK_BACK = Duration.ofSeconds(60);

    private static final int MOST = 10_000;
    private static final int MOST_ATTEMPTS = 100;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(50);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();
    private final String url;
    private final Set<String> seen = new HashSet<>();

    AlertSearch(String elasticsearchUrl) {
        this.url = elasticsearchUrl;
    }

    /** The alerts that were opened, reopened or withdrawn and that no earlier call has returned. */
    List<AlertDocument> fresh() throws IOException, InterruptedException {
        String query = """
                {"bool": {"filter": [
                  {"terms": {"event.action": ["opened", "reopened", "retracted"]}},
                  {"range": {"event.ingested": {"gte": "%s"}}}]}}""".formatted(Instant.now().minus(LOOK_BACK));
        return search("logs-tokenwatch.alert-*", query).stream()
                .filter(alert -> seen.add(alert.id()))
                .toList();
    }

    /** The alerts that stand. */
    List<AlertDocument> standing() throws IOException, InterruptedException {
        return search("tokenwatch-alerts-*", "{\"term\": {\"oauth.alert.retracted\": false}}");
    }

    /** Makes an empty index, by the templates, where it is missing. */
    void create(String index) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/" + index))
                .timeout(ANSWER)
                .PUT(BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200 && !response.body().contains("resource_already_exists_exception")) {
            throw new IOException("Elasticsearch answers HTTP " + response.statusCode() + " to the making of " + index);
        }
    }

    private List<AlertDocument> search(String index, String query) throws IOException, InterruptedException {
        String body = """
                {"size": %d, "query": %s, "sort": [{"event.ingested": {"order": "asc", "unmapped_type": "date"}}]}""".formatted(MOST, query);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url + "/" + index + "/_search?ignore_unavailable=true&allow_no_indices=true"))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        // For some moments after its birth, an index cannot be searched.
        for (int attempts = 1; response.statusCode() == 503 && attempts < MOST_ATTEMPTS; attempts++) {
            Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
            response = http.send(request, BodyHandlers.ofString());
        }
        if (response.statusCode() != 200) {
            throw new IOException("Elasticsearch answers HTTP " + response.statusCode() + " to a search: "
                    + response.body().lines().findFirst().orElse(""));
        }
        JsonNode hits = JSON.readTree(response.body()).path("hits");
        if (hits.path("total").path("value").asLong() > MOST) {
            throw new IOException("more than " + MOST + " alerts: the demo cannot show them");
        }
        List<AlertDocument> alerts = new ArrayList<>();
        for (JsonNode hit : hits.path("hits")) {
            alerts.add(AlertDocument.of(hit));
        }
        return alerts;
    }
}
