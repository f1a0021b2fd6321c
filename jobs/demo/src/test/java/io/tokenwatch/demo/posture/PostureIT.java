package io.tokenwatch.demo.posture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.avro.AvroEvents;
import io.tokenwatch.demo.faults.Arena;
import io.tokenwatch.demo.faults.JobProcess;
import io.tokenwatch.demo.faults.RoughInput;
import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.devstack.junit.DevstackExtension;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.live.LiveSettingsFile;
import io.tokenwatch.flink.registry.Framing;
import io.tokenwatch.posture.LocalPosture;
import io.tokenwatch.posture.PosturePolicy;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Late, repeated, shuffled and corrupt records through Kafka, and a kill: ledger and indicators in Elasticsearch are those of the plain
 * loop over the same events, document by document.
 */
@ExtendWith(DevstackExtension.class)
class PostureIT {
    private static final long DISORDER = 5_000;
    private static final long LATENESS = 3_600_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    private Path folder;

    private final Devstack stack;

    PostureIT(Devstack stack) {
        this.stack = stack;
    }

    @Test
    void theDocumentsAreThoseOfThePlainLoopThroughAKill() throws Exception {
        int metrics = freePort();
        try (Arena arena = new Arena(stack, "posture", folder)) {
            Path config = arena.config();
            Files.writeString(config, "metrics-port: " + metrics + "\n", StandardOpenOption.APPEND);
            try (JobProcess job = new JobProcess(config, folder.resolve("job.log"))) {
                RoughInput input = new RoughInput(21, "-posture", Arena.PARTITIONS, arena);
                job.start();
                int half = input.items.size() / 2;
                arena.send(input.items.subList(0, half));
                awaitJudged(arena, half / 2);
                job.kill();
                assertThat(job.start()).startsWith("restored ");
                arena.send(input.items.subList(half, input.items.size()));
                awaitJudged(arena, input.items.size());

                long end = input.events.stream()
                                .mapToLong(TokenEvent::eventTime)
                                .max()
                                .orElseThrow()
                        + 120_000;
                List<TokenEvent> closing = closing(end);
                arena.send(items(arena, closing));
                awaitJudged(arena, input.items.size() + closing.size());
                List<TokenEvent> all = new ArrayList<>(input.events);
                all.addAll(closing);
                assertDocuments(all, end - DISORDER - 1);
                assertThat(counted("T3", "indicator.source:*posture", "count"))
                        .as("dead letters")
                        .isEqualTo(arena.expectedDead.size());
                assertThat(counted("T4", "organization.id:*posture", "total")).isPositive();
                assertThat(scraped(metrics))
                        .contains("alertsPublished", "lateEvents", "repeatedEvents", "keysDue")
                        .contains("operator_name=\"ledger\"");
            }
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** One for each partition, so that time comes as far everywhere. */
    private static List<TokenEvent> closing(long time) {
        List<TokenEvent> events = new ArrayList<>();
        for (int i = 0; i < LiveSettingsFile.TOPICS.size() * Arena.PARTITIONS; i++) {
            TokenEvent event = new TokenEvent();
            event.set(Field.EVENT_ID, "closing-" + i);
            event.set(Field.EVENT_TYPE, "closing");
            event.set(Field.EVENT_TIME, time);
            event.set(Field.TENANT, "acme-posture");
            event.set(Field.SOURCE, "it");
            event.set(Field.REVOCATION_SCOPE, i / Arena.PARTITIONS == 2 ? "token" : null);
            events.add(event);
        }
        return events;
    }

    private static List<RoughInput.Item> items(Arena arena, List<TokenEvent> closing) {
        List<RoughInput.Item> items = new ArrayList<>();
        for (int i = 0; i < closing.size(); i++) {
            String topic = LiveSettingsFile.TOPICS.get(i / Arena.PARTITIONS);
            byte[] record = AvroEvents.encode(closing.get(i), arena.schema(topic));
            items.add(new RoughInput.Item(topic, i % Arena.PARTITIONS, Framing.frame(arena.id(topic), record), null));
        }
        return items;
    }

    private void assertDocuments(List<TokenEvent> events, long now) throws Exception {
        Set<String> tenants = new TreeSet<>();
        events.forEach(event -> tenants.add(String.valueOf(event.text(Field.TENANT))));
        Written written = new Written(stack.elasticsearchUrl(), tenants);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            LocalPosture posture = new LocalPosture(PosturePolicy.DEFAULT);
            events.forEach(posture::accept);
            for (String tenant : tenants) {
                AtomicLong version = new AtomicLong();
                written.search(
                        "tokenwatch-alerts-*",
                        "organization.id:\"" + tenant + "\"",
                        (id, source) -> posture.alert(
                                version.incrementAndGet(), source.toString().getBytes(StandardCharsets.UTF_8)));
            }
            posture.close(now, LATENESS);
            List<String> differences = new ArrayList<>(differences(written.ledger(), Written.ledger(posture)));
            differences.addAll(differences(written.indicators(), Written.indicators(posture)));
            if (differences.isEmpty() || System.nanoTime() > deadline) {
                assertThat(differences).isEmpty();
                assertThat(Written.ledger(posture)).hasSizeGreaterThan(500);
                assertThat(Written.indicators(posture)).hasSizeGreaterThan(2_000);
                return;
            }
            Thread.sleep(1_000);
        }
    }

    /** The first few, each with both sides. */
    private static List<String> differences(SortedMap<String, String> found, SortedMap<String, String> expected) {
        Set<String> ids = new TreeSet<>(found.keySet());
        ids.addAll(expected.keySet());
        return ids.stream()
                .filter(id -> !String.valueOf(found.get(id)).equals(String.valueOf(expected.get(id))))
                .limit(4)
                .map(id -> id + "\n  found    " + found.get(id) + "\n  expected " + expected.get(id))
                .toList();
    }

    private long counted(String id, String query, String field) throws Exception {
        AtomicLong sum = new AtomicLong();
        new Written(stack.elasticsearchUrl(), Set.of())
                .search(
                        "tokenwatch-indicators-*",
                        "indicator.id:" + id + " AND " + query,
                        (place, source) -> sum.addAndGet(
                                source.path("indicator").path(field).asLong()));
        return sum.get();
    }

    private static String scraped(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static void awaitJudged(Arena arena, long records) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (arena.judged() < records) {
            assertThat(System.nanoTime())
                    .as("judged " + arena.judged() + " of " + records)
                    .isLessThan(deadline);
            Thread.sleep(100);
        }
    }
}
