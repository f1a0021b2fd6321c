package io.tokenwatch.demo.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenwatch.connector.avro.AvroEvents;
import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.devstack.junit.DevstackExtension;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.pack.PackPublisher;
import io.tokenwatch.flink.pack.PackTopic;
import io.tokenwatch.flink.registry.Framing;
import io.tokenwatch.pack.Pack;
import io.tokenwatch.pack.PackJson;
import io.tokenwatch.pack.Published;
import io.tokenwatch.rule.RuleFiles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Packs that are published while the job runs, against the real servers. */
@ExtendWith(DevstackExtension.class)
class PacksIT {
    private static final String TOPIC = "token.validation";
    private static final Duration IN_FORCE = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String FAILED = """
            id: failed
            version: 1
            title: A validation failed
            mode: alert
            detection: {failed: {event_type: token.validated, outcome: failure}}
            suppress: {by: [client_id], for: 1s}
            """;

    private static final String FOUR_FAILED = """
            id: failed
            version: 1
            title: Four validations failed within the hour
            mode: alert
            detection: {failed: {event_type: token.validated, outcome: failure}}
            correlation: {type: event_count, group-by: [client_id], timespan: 1h, condition: {gte: 4}}
            suppress: {by: [client_id], for: 1s}
            state: {on_change: backfill}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    private Path folder;

    private final Devstack stack;

    PacksIT(Devstack stack) {
        this.stack = stack;
    }

    private static Pack pack(String text) {
        return new Pack(new RuleFiles(new TreeMap<>(Map.of("failed.yml", text))), "it");
    }

    @Test
    void aPackTakesForceWithoutARestartAndABrokenOneDoesNotAndBothOutliveAKill() throws Exception {
        try (Arena arena = new Arena(stack, "packs", folder);
                JobProcess job = new JobProcess(arena.config(), log("packs"))) {
            PackPublisher publisher = new PackPublisher(new PackTopic(stack.kafka(), arena.packs(), Map.of()));
            job.start();
            arena.send(List.of(failure(arena, "before")));
            awaitJudged(arena, 1);

            PackPublisher.Outcome first = publisher.publish(pack(FAILED), now -> now + 3_000, false);
            assertThat(publisher
                            .publish(pack(FAILED), now -> now + 60_000, false)
                            .already())
                    .isTrue();
            JsonNode inForce = awaitStatus(pack(FAILED), "in_force");
            assertThat(System.currentTimeMillis() - first.effectiveFrom()).isLessThan(IN_FORCE.toMillis());
            assertThat(inForce.path("rules").asInt()).isEqualTo(1);
            arena.send(List.of(failure(arena, "after")));
            assertThat(awaitAlert("after", "tokenwatch-alerts-*").path("pack").asText())
                    .isEqualTo(pack(FAILED).hash());
            assertThat(System.currentTimeMillis() - first.effectiveFrom())
                    .as("from effective_from to an alert of the new rule that a search finds")
                    .isLessThan(2 * IN_FORCE.toMillis());

            sendRaw(arena, pack(FAILED.replace("outcome", "outcom")));
            JsonNode refused = awaitStatus(pack(FAILED.replace("outcome", "outcom")), "refused");
            assertThat(refused.path("errors").get(0).path("file").asText()).isEqualTo("failed.yml");
            assertThat(refused.path("errors").get(0).path("line").asInt()).isEqualTo(5);
            assertThat(refused.path("errors").get(0).path("message").asText()).contains("'outcom' is no field");
            arena.send(List.of(failure(arena, "while-one-is-refused")));
            awaitAlert("while-one-is-refused", "tokenwatch-alerts-*");

            job.kill();
            assertThat(job.start()).startsWith("restored ");
            arena.send(List.of(failure(arena, "restarted")));
            assertThat(awaitAlert("restarted", "tokenwatch-alerts-*")
                            .path("pack")
                            .asText())
                    .isEqualTo(pack(FAILED).hash());

            Pack shadow = pack(FAILED.replace("mode: alert", "mode: shadow"));
            publisher.publish(shadow, now -> now + 2_500, false);
            awaitStatus(shadow, "in_force");
            awaitStatus(pack(FAILED), "superseded");
            arena.send(List.of(failure(arena, "shadow")));
            awaitAlert("shadow", "tokenwatch-shadow-alerts-*");
            awaitAlert("shadow", "tokenwatch-shadow-transitions-*");
            assertThat(alert("shadow", "tokenwatch-alerts-*").isMissingNode()).isTrue();
            assertThat(alert("before", "tokenwatch-*").isMissingNode()).isTrue();
            assertThat(publisher.entries()).hasSize(3);
        }
    }

    /** Three hours of events are there when the pack comes, whose rule none of them was kept for. */
    @Test
    void aRuleBeginsWithWhatHappenedBeforeItThroughAKill() throws Exception {
        try (Arena arena = new Arena(stack, "backfill", folder);
                JobProcess job = new JobProcess(arena.config(), log("backfill"))) {
            long now = System.currentTimeMillis();
            List<RoughInput.Item> past = new ArrayList<>();
            for (int i = 0; i < 180; i++) {
                past.add(failure(arena, "client-" + i, "past-" + i, now - (180 - i) * 60_000L));
            }
            for (int i = 0; i < 3; i++) {
                past.add(failure(arena, "attacked", "attack-" + i, now - (50 - i) * 60_000L));
            }
            job.start();
            arena.send(past);
            awaitJudged(arena, past.size());

            Pack pack = pack(FOUR_FAILED);
            new PackPublisher(new PackTopic(stack.kafka(), arena.packs(), Map.of()))
                    .publish(pack, time -> time + 3_000, false);
            awaitStatus(pack, "accepted");
            job.kill();
            assertThat(job.start()).startsWith("restored ");
            awaitStatus(pack, "in_force");
            arena.send(List.of(failure(arena, "attacked", "attack-3", System.currentTimeMillis())));
            assertThat(awaitAlert("attacked", "tokenwatch-alerts-*")
                            .path("pack")
                            .asText())
                    .isEqualTo(pack.hash());

            long next = 4;
            while (alerts("warm", "true").isMissingNode()) {
                assertThat(next).as("seconds until the past is known").isLessThan(40);
                arena.send(List.of(failure(arena, "attacked", "attack-" + next++, System.currentTimeMillis())));
                Thread.sleep(1_000);
            }
            assertThat(alert("client-0", "tokenwatch-*").isMissingNode()).isTrue();
        }
    }

    private JsonNode alerts(String field, String value) throws Exception {
        String of = "{\"term\":{\"oauth.alert." + field + "\":" + value
                + "}},{\"term\":{\"oauth.client.id\":\"attacked\"}}";
        return search("tokenwatch-alerts-*", "{\"bool\":{\"filter\":[" + of + "]}}");
    }

    /** What nobody would publish by the command. */
    private void sendRaw(Arena arena, Pack broken) throws Exception {
        long now = System.currentTimeMillis();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(arena.packs(), PackJson.of(new Published(broken, now + 3_000, now))))
                    .get();
        }
    }

    private static RoughInput.Item failure(Arena arena, String client) {
        return failure(arena, client, "packs-" + client, System.currentTimeMillis());
    }

    private static RoughInput.Item failure(Arena arena, String client, String id, long time) {
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_ID, id);
        event.set(Field.EVENT_TYPE, "token.validated");
        event.set(Field.EVENT_TIME, time);
        event.set(Field.TENANT, "packs-it");
        event.set(Field.SOURCE, "it");
        event.set(Field.OUTCOME, "failure");
        event.set(Field.CLIENT_ID, client);
        byte[] record = AvroEvents.encode(event, arena.schema(TOPIC));
        return new RoughInput.Item(TOPIC, 0, Framing.frame(arena.id(TOPIC), record), null);
    }

    private JsonNode awaitStatus(Pack pack, String state) throws Exception {
        return await(
                "pack " + state,
                () -> search("tokenwatch-status", "{\"term\":{\"pack.hash\":\"" + pack.hash() + "\"}}")
                        .path("pack"),
                node -> node.path("state").asText().equals(state));
    }

    private JsonNode awaitAlert(String client, String index) throws Exception {
        return await("alert of " + client, () -> alert(client, index), node -> !node.isMissingNode());
    }

    /** What the alert of the client says; missing if there is none. */
    private JsonNode alert(String client, String index) throws Exception {
        String of = "{\"term\":{\"oauth.client.id\":\"" + client + "\"}},{\"term\":{\"rule.id\":\"failed\"}}";
        return search(index, "{\"bool\":{\"filter\":[" + of + "]}}")
                .path("oauth")
                .path("alert");
    }

    private JsonNode search(String index, String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stack.elasticsearchUrl() + "/" + index
                        + "/_search?ignore_unavailable=true&allow_no_indices=true"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":" + query + "}"))
                .build();
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body())
                .path("hits")
                .path("hits")
                .path(0)
                .path("_source");
    }

    private interface Look {
        JsonNode get() throws Exception;
    }

    private static JsonNode await(String what, Look look, Predicate<JsonNode> enough) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        JsonNode seen = look.get();
        while (!enough.test(seen)) {
            assertThat(System.nanoTime()).as("%s; there is %s", what, seen).isLessThan(deadline);
            Thread.sleep(50);
            seen = look.get();
        }
        return seen;
    }

    private static void awaitJudged(Arena arena, long records) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (arena.judged() < records) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static Path log(String name) throws Exception {
        Path log = Path.of("target", "faults", name + ".log").toAbsolutePath();
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(log);
        return log;
    }
}
