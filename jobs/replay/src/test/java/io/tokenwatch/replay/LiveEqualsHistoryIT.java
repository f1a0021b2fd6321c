package io.tokenwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.backtest.Backtest;
import io.tokenwatch.backtest.RuleSet;
import io.tokenwatch.backtest.report.ReportPage;
import io.tokenwatch.connector.CanonicalWriter;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.demo.faults.Arena;
import io.tokenwatch.demo.faults.JobProcess;
import io.tokenwatch.demo.faults.RoughInput;
import io.tokenwatch.demo.faults.Standing;
import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.devstack.junit.DevstackExtension;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.pack.PackPublisher;
import io.tokenwatch.flink.pack.PackTopic;
import io.tokenwatch.pack.Pack;
import io.tokenwatch.replay.report.ReplayPage;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's traffic through Kafka, out of order, repeated, with corrupt records, another rule pack in the middle and a job that
 * is killed: what stands in Elasticsearch is what replay and backtest make of a file of the same events.
 */
@ExtendWith(DevstackExtension.class)
class LiveEqualsHistoryIT {
    private static final long PATIENCE_SECONDS = 150;

    @TempDir
    private Path folder = Path.of("");

    private final Devstack stack;

    LiveEqualsHistoryIT(Devstack stack) {
        this.stack = stack;
    }

    @Test
    void alertByAlertWithAPackChangeInTheMiddle() throws Exception {
        Path log = Files.createDirectories(Path.of("target", "live").toAbsolutePath())
                .resolve("job.log");
        Files.deleteIfExists(log);
        try (Arena arena = new Arena(stack, "history", folder);
                JobProcess job = new JobProcess(arena.config(), log)) {
            job.start();
            Instant live = Instant.now().plusSeconds(30);
            long from = live.plusSeconds(10).toEpochMilli();
            Pack pack = new Pack(Arena.otherRules(), "it");
            new PackPublisher(new PackTopic(stack.kafka(), arena.packs(), Map.of())).publish(pack, now -> from, false);
            Thread.sleep(500); // the least that a pack is published ahead is four times that

            RoughInput input = new RoughInput(23, "-history", Arena.PARTITIONS, arena, live);
            int half = input.items.size() / 2;
            arena.send(input.items.subList(0, half));
            Thread.sleep(1_000);
            job.kill();
            arena.send(input.items.subList(half, input.items.size()));
            job.start();

            RuleSet rules = RuleSet.of("shipped", RuleFiles.load(Arena.rules()));
            PackLog packs = PackLog.of(rules.pack()).with(from, pack.compile());
            Set<String> shadow = Stream.of(rules.pack(), pack.compile())
                    .flatMap(LiveEqualsHistoryIT::inShadow)
                    .collect(Collectors.toSet());
            Path events = file(input.events);
            ReplaySettings settings = ReplaySettings.of(Settings.of(TokenKeys.parse("k1 always " + "0f".repeat(32))));
            new Replay(packs, settings, ReplayWatcher.SILENT)
                    .run(List.of(Input.of(events)), folder.resolve("replay"), ReplayPage::of);
            new Backtest(rules.with(packs), null, settings, ReplayWatcher.SILENT)
                    .run(List.of(Input.of(events)), folder.resolve("backtest"), ReportPage::of);
            Path replayed = folder.resolve("replay/alerts.ndjson");
            assertThat(folder.resolve("backtest/alerts.ndjson")).hasSameTextualContentAs(replayed);

            SortedMap<String, String> history = Standing.inFile(replayed, shadow);
            assertThat(history).hasSizeGreaterThan(20);
            assertThat(live(arena, history)).isEqualTo(history);
        }
    }

    private static Stream<String> inShadow(RulePack pack) {
        return pack.active().stream().filter(rule -> rule.mode() == Mode.SHADOW).map(Rule::id);
    }

    /** In another order than live had it. */
    private Path file(List<TokenEvent> events) throws Exception {
        List<String> lines =
                new ArrayList<>(events.stream().map(CanonicalWriter::line).toList());
        Collections.shuffle(lines, new Random(5));
        return Files.write(folder.resolve("events.ndjson"), lines);
    }

    /** What stands in Elasticsearch once it is as expected, or when patience ends; and then a moment longer. */
    private SortedMap<String, String> live(Arena arena, SortedMap<String, String> expected) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!standing(arena).equals(expected) && System.nanoTime() < deadline) {
            Thread.sleep(300);
        }
        Thread.sleep(2_000);
        return standing(arena);
    }

    private SortedMap<String, String> standing(Arena arena) throws Exception {
        return Standing.inElasticsearch(stack.elasticsearchUrl(), "-" + arena.name);
    }
}
