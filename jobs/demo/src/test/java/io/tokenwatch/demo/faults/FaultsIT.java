package io.tokenwatch.demo.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.devstack.junit.DevstackExtension;
import io.tokenwatch.flink.pack.PackPublisher;
import io.tokenwatch.flink.pack.PackTopic;
import io.tokenwatch.pack.Pack;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Late, repeated, shuffled and corrupt records through Kafka while something dies: the alerts in Elasticsearch equal those of the
 * in-memory engine over the same events, and the dead letters are exactly the corrupt records.
 */
@ExtendWith(DevstackExtension.class)
class FaultsIT {
    private static final Duration CATCH_UP = Duration.ofMinutes(2);
    /** Long enough for a wrong alert to appear after the right ones. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    private Path folder;

    private final Devstack stack;

    FaultsIT(Devstack stack) {
        this.stack = stack;
    }

    @Test
    void theJobIsKilledTwice() throws Exception {
        try (Arena arena = new Arena(stack, "killed", folder);
                JobProcess job = new JobProcess(arena.config(), log("killed"))) {
            RoughInput input = new RoughInput(11, "-killed", Arena.PARTITIONS, arena);
            List<List<RoughInput.Item>> parts = inParts(input.items, 6);
            assertThat(job.start()).isEqualTo("begun");
            arena.send(parts.get(0));
            awaitJudged(arena, parts.get(0).size() / 2);
            arena.send(parts.get(1));
            job.kill();
            arena.send(parts.get(2));
            assertThat(job.start()).startsWith("restored ");
            arena.send(parts.get(3));
            awaitJudged(arena, 3L * parts.get(0).size());
            arena.send(parts.get(4));
            Thread.sleep(300);
            job.kill();
            assertThat(job.start()).startsWith("restored ");
            arena.send(parts.get(5));
            assertOutcome(arena, input);
        }
    }

    @Test
    void theServersAreKilledOnceEach() throws Exception {
        try (Arena arena = new Arena(stack, "servers", folder);
                JobProcess job = new JobProcess(arena.config(), log("servers"))) {
            RoughInput input = new RoughInput(12, "-servers", Arena.PARTITIONS, arena);
            List<List<RoughInput.Item>> parts = inParts(input.items, 4);
            job.start();
            arena.send(parts.get(0));
            awaitJudged(arena, parts.get(0).size() / 2);
            stack.kafkaServer().kill();
            stack.kafkaServer().start();
            arena.send(parts.get(1));
            arena.send(parts.get(2));
            stack.elasticsearchServer().kill();
            arena.send(parts.get(3));
            stack.elasticsearchServer().start();
            assertOutcome(arena, input);
        }
    }

    @Test
    void thePackChangesInTheMiddleAndTheJobIsKilled() throws Exception {
        try (Arena arena = new Arena(stack, "changed", folder);
                JobProcess job = new JobProcess(arena.config(), log("changed"))) {
            job.start();
            Instant live = Instant.now().plusSeconds(30);
            RoughInput input = new RoughInput(13, "-changed", Arena.PARTITIONS, arena, live);
            Pack pack = new Pack(changed(RuleFiles.load(Arena.rules())), "it");
            long from = live.plusSeconds(10).toEpochMilli();
            PackTopic topic = new PackTopic(stack.kafka(), arena.packs(), Map.of());
            assertThat(new PackPublisher(topic)
                            .publish(pack, now -> from, false)
                            .effectiveFrom())
                    .isEqualTo(from);
            Thread.sleep(500); // the least that a pack is published ahead is four times that
            List<List<RoughInput.Item>> parts = inParts(input.items, 2);
            arena.send(parts.get(0));
            awaitJudged(arena, parts.get(0).size() / 2);
            job.kill();
            arena.send(parts.get(1));
            assertThat(job.start()).startsWith("restored ");
            PackLog log = PackLog.of(RulePack.load(Arena.rules())).with(from, pack.compile());
            SortedMap<String, String> oracle = Standing.byOracle(log, input.events);
            assertThat(oracle).isNotEqualTo(Standing.byOracle(Arena.rules(), input.events));
            assertOutcome(arena, input, oracle);
        }
    }

    /** Without one rule, and with another shape of one and another suppression of all others. */
    private static RuleFiles changed(RuleFiles files) {
        TreeMap<String, String> texts = new TreeMap<>(files.texts());
        texts.keySet().removeIf(name -> name.contains("token-use-after-revocation"));
        texts.replaceAll((name, text) -> text.replaceAll("(?m)^(suppress: .*for: )[0-9]+[smhd]", "$15s")
                .replace("gap: {gt: 30s}", "gap: {gt: 31s}"));
        return new RuleFiles(texts);
    }

    private void assertOutcome(Arena arena, RoughInput input) throws Exception {
        SortedMap<String, String> oracle = Standing.byOracle(Arena.rules(), input.events);
        assertThat(oracle).as("the input plants 16 attacks").hasSizeGreaterThanOrEqualTo(16);
        assertOutcome(arena, input, oracle);
    }

    private void assertOutcome(Arena arena, RoughInput input, SortedMap<String, String> oracle) throws Exception {
        awaitJudged(arena, input.items.size());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!standing(arena).equals(oracle) && System.nanoTime() < deadline) {
            Thread.sleep(200);
        }
        Thread.sleep(SETTLING.toMillis());
        assertThat(standing(arena)).isEqualTo(oracle);
        assertThat(arena.expectedDead).hasSizeGreaterThan(50);
        assertThat(arena.dead()).isEqualTo(arena.expectedDead);
    }

    private SortedMap<String, String> standing(Arena arena) throws Exception {
        return Standing.inElasticsearch(stack.elasticsearchUrl(), "-" + arena.name);
    }

    private static void awaitJudged(Arena arena, long records) throws Exception {
        long deadline = System.nanoTime() + CATCH_UP.toNanos();
        while (arena.judged() < records) {
            assertThat(System.nanoTime())
                    .as("judged %d of %d records", arena.judged(), records)
                    .isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static List<List<RoughInput.Item>> inParts(List<RoughInput.Item> items, int parts) {
        return java.util.stream.IntStream.range(0, parts)
                .mapToObj(part -> items.subList(items.size() * part / parts, items.size() * (part + 1) / parts))
                .toList();
    }

    private static Path log(String name) throws Exception {
        Path log = Path.of("target", "faults", name + ".log").toAbsolutePath();
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(log);
        return log;
    }
}
