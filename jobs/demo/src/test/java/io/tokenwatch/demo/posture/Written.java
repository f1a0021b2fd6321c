package io.tokenwatch.demo.posture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenwatch.indicator.Indicator;
import io.tokenwatch.indicator.IndicatorDocument;
import io.tokenwatch.posture.LocalPosture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Documents of ledger and indicators by id, in Elasticsearch and by the plain loop. */
final class Written {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** By what the run, not the events, decides. */
    private static final Set<Indicator> OF_THE_RUN =
            Set.of(Indicator.ALERT_LATENCY, Indicator.DEAD_LETTERS, Indicator.LATE_EVENTS);

    private final String url;
    private final Set<String> tenants;

    Written(String url, Set<String> tenants) {
        this.url = url;
        this.tenants = tenants;
    }

    /** What each query, in the query language of URLs, finds. */
    void search(String index, String query, BiConsumer<String, JsonNode> out) throws IOException, InterruptedException {
        String body = "{\"size\":10000,\"query\":{\"query_string\":{\"query\":\"%s\"}}}"
                .formatted(query.replace("\"", "\\\""));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url + "/" + index + "/_search?ignore_unavailable=true&allow_no_indices=true"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        JsonNode hits = JSON.readTree(
                        HTTP.send(request, BodyHandlers.ofString()).body())
                .path("hits")
                .path("hits");
        if (hits.size() == 10_000) {
            throw new IllegalStateException("more than one page of " + index + " " + query);
        }
        for (JsonNode hit : hits) {
            out.accept(hit.path("_id").asText(), hit.path("_source"));
        }
    }

    SortedMap<String, String> ledger() throws IOException, InterruptedException {
        SortedMap<String, String> found = new TreeMap<>();
        for (String tenant : tenants) {
            search("tokenwatch-ledger", of(tenant), (id, source) -> found.put(id, source.toString()));
        }
        return found;
    }

    SortedMap<String, String> indicators() throws IOException, InterruptedException {
        SortedMap<String, String> found = new TreeMap<>();
        for (String tenant : tenants) {
            for (Indicator indicator : Indicator.values()) {
                if (!OF_THE_RUN.contains(indicator)) {
                    search(
                            "tokenwatch-indicators-*",
                            of(tenant) + " AND indicator.id:" + indicator.id(),
                            (id, source) -> keep(source, json -> found.put(id, json)));
                }
            }
        }
        return found;
    }

    private static void keep(JsonNode source, Consumer<String> out) {
        if (source.at("/indicator/total").asInt(1) != 0) {
            out.accept(source.toString());
        }
    }

    private static String of(String tenant) {
        return "organization.id:\"" + tenant + "\"";
    }

    static SortedMap<String, String> ledger(LocalPosture posture) throws IOException {
        SortedMap<String, String> written = new TreeMap<>();
        for (var entry : posture.ledger().entrySet()) {
            written.put(entry.getKey(), JSON.readTree(entry.getValue()).toString());
        }
        return written;
    }

    static SortedMap<String, String> indicators(LocalPosture posture) throws IOException {
        SortedMap<String, String> written = new TreeMap<>();
        for (var entry : posture.indicators().entrySet()) {
            if (!entry.getValue().isEmpty()) {
                byte[] json = IndicatorDocument.of(entry.getKey(), entry.getValue());
                written.put(entry.getKey().key().hex(), JSON.readTree(json).toString());
            }
        }
        return written;
    }
}
