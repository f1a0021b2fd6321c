package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.devstack.junit.DevstackExtension;
import io.tokenwatch.risk.Risk;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Replays of the events of every shipped rule's tests into a real Elasticsearch, whose strict mappings take every document or refuse it. */
@ExtendWith(DevstackExtension.class)
class ReplayScratchIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder = Path.of("");

    private final String url;
    private final StringWriter err = new StringWriter();

    ReplayScratchIT(Devstack stack) {
        url = stack.elasticsearchUrl();
    }

    @BeforeEach
    void events() throws IOException {
        Path keys = Files.writeString(folder.resolve("keys"), "t1 always " + "ab".repeat(32));
        keys.toFile().setReadable(false, false);
        keys.toFile().setReadable(true, true);
        Files.write(folder.resolve("events.ndjson"), RuleTestEvents.lines());
    }

    private long lines(String name) throws IOException {
        Path file = folder.resolve("out").resolve(name);
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private int replay(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "replay",
                folder.resolve("events.ndjson").toString(),
                "--rules",
                RuleTestEvents.RULES.toString(),
                "--token-keys",
                folder.resolve("keys").toString(),
                "--out",
                folder.resolve("out").toString(),
                "--elasticsearch",
                url));
        arguments.addAll(List.of(more));
        return Main.run(
                new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    private JsonNode ask(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private long count(String indices) throws IOException, InterruptedException {
        ask("/tokenwatch-replay-*/_refresh", "");
        return ask("/" + indices + "/_count?allow_no_indices=true", "")
                .path("count")
                .asLong();
    }

    @Test
    void twiceLeavesTheSameDocumentsAndNothingAmongTheLogs() throws Exception {
        assertThat(replay()).as(err.toString()).isEqualTo(ExitCode.DONE);
        long alerts = count("tokenwatch-replay-*-alerts-*");
        long transitions = count("tokenwatch-replay-*-transitions-*");
        long lines = lines("alerts.ndjson") + lines("shadow-alerts.ndjson");
        assertThat(alerts).isGreaterThanOrEqualTo(lines).isGreaterThan(100);
        assertThat(transitions).isGreaterThan(alerts);
        assertThat(ask("/tokenwatch-replay-*-alerts-*/_count", """
                {"query": {"term": {"oauth.alert.retracted": false}}}""")
                        .path("count")
                        .asLong())
                .as("what stands there stands in the file")
                .isEqualTo(lines);

        assertThat(replay()).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(count("tokenwatch-replay-*-alerts-*")).isEqualTo(alerts);
        assertThat(count("tokenwatch-replay-*-transitions-*")).isEqualTo(transitions);
        assertThat(count("logs-*")).isZero();
        assertThat(count("tokenwatch-alerts-*")).isZero();
        assertThat(err.toString()).contains(" documents of run ");

        assertThat(replay("--run", "other")).isEqualTo(ExitCode.DONE);
        assertThat(count("tokenwatch-replay-other-*alerts-*")).isEqualTo(alerts);
        riskIsWhatElasticsearchAddsUp();
    }

    /** The aggregation of docs/alerts.md against the same arithmetic over the documents. */
    private void riskIsWhatElasticsearchAddsUp() throws Exception {
        JsonNode hits = ask("/tokenwatch-replay-other-alerts-*/_search?size=10000", "{}")
                .at("/hits/hits");
        Map<String, Long> expected = new HashMap<>();
        hits.forEach(hit -> {
            long weight = hit.at("/_source/oauth/alert/risk/weight").asLong();
            JsonNode client = hit.at("/_source/oauth/client/id");
            (client.isArray() ? client : JSON.createArrayNode().add(client))
                    .forEach(id -> expected.merge(id.asText(), weight, Long::sum));
        });
        expected.remove(""); // of those without a client
        JsonNode buckets = ask("/tokenwatch-replay-other-alerts-*/_search", """
                {"size": 0, "query": {"match_all": {}}, "aggs": {"clients": {"terms": {"field": "oauth.client.id", "size": 1000},
                 "aggs": {"weight": {"sum": {"field": "oauth.alert.risk.weight"}}}}}}""").at("/aggregations/clients/buckets");
        Map<String, Long> sums = new HashMap<>();
        buckets.forEach(bucket ->
                sums.put(bucket.path("key").asText(), bucket.at("/weight/value").asLong()));
        assertThat(sums).hasSizeGreaterThan(5).isEqualTo(expected);
        assertThat(sums.values()).allSatisfy(sum -> assertThat(Risk.of(sum)).isBetween(0.0, 100.0));
    }

    /** Documents but for what tells one run from another, and how often each was written. */
    private Map<String, JsonNode> documents(String indices) throws Exception {
        ask("/tokenwatch-replay-*/_refresh", "");
        Map<String, JsonNode> documents = new HashMap<>();
        ask("/" + indices + "/_search?size=10000", "{}").at("/hits/hits").forEach(hit -> {
            ObjectNode source = (ObjectNode) hit.path("_source");
            source.remove("run");
            ((ObjectNode) source.path("event")).remove(List.of("created", "ingested"));
            ((ObjectNode) source.at("/oauth/alert")).remove("revision");
            documents.put(hit.path("_id").asText(), source);
        });
        return documents;
    }

    @Test
    void byFlinkTheSameDocumentsAreLeft() throws Exception {
        assertThat(replay("--engine", "local", "--run", "local")).isEqualTo(ExitCode.DONE);
        for (int twice = 0; twice < 2; twice++) {
            assertThat(replay("--engine", "flink", "--run", "flink"))
                    .as(err.toString())
                    .isEqualTo(ExitCode.DONE);
            assertThat(documents("tokenwatch-replay-flink-*alerts-*"))
                    .isEqualTo(documents("tokenwatch-replay-local-*alerts-*"))
                    .hasSizeGreaterThan(100);
            assertThat(documents("tokenwatch-replay-flink-*transitions-*").keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            documents("tokenwatch-replay-local-*transitions-*").keySet());
        }
        assertThat(replay("--engine", "local")).isEqualTo(ExitCode.DONE);
        String name = err.toString().replaceFirst("(?s).* documents of run (\\w+) .*", "$1");
        assertThat(replay("--engine", "flink")).isEqualTo(ExitCode.DONE);
        assertThat(err.toString()).endsWith("tokenwatch-replay-" + name + "-*\n");
    }

    @Test
    void aClusterThatIsNotThereOrARunThatIsNoNameIsSaid() {
        assertThat(replay("--run", "a-b")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'a-b' is no name of a run");
    }
}
