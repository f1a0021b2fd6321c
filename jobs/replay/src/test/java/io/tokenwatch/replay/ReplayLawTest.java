package io.tokenwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.AlertJson;
import io.tokenwatch.connector.CanonicalWriter;
import io.tokenwatch.demo.traffic.Scheduled;
import io.tokenwatch.demo.traffic.Traffic;
import io.tokenwatch.demo.traffic.TrafficPlan;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.event.TokenEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shuffled, duplicated and split copies of one log give the same bytes; and the bytes are what the engine says without forgetting. */
class ReplayLawTest {
    private static final long PLENTY = 1L << 30;
    private static final List<TokenEvent> EVENTS = new ArrayList<>();
    private static final List<String> LINES = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void generate() {
        Traffic traffic = Traffic.of(new TrafficPlan(
                7, Instant.parse("2026-01-20T12:00:00Z"), 15, 10_000, 300, 100, Duration.ofSeconds(40)));
        while (traffic.hasNext()) {
            Scheduled delivery = traffic.next();
            EVENTS.add(delivery.event());
            LINES.add(CanonicalWriter.line(delivery.event()));
        }
    }

    /** All within the bounds of evidence: the engine that forgets nothing reaches them first. */
    @Test
    void isWhatTheEngineSaysInOrderOfArrivalWithoutForgetting() throws IOException {
        LocalEngine oracle = new LocalEngine(Rules.all().compile());
        EVENTS.forEach(oracle::accept);
        List<String> expected = oracle.alerts().stream().map(AlertJson::line).toList();
        Rehearsal replay = Rehearsal.of(folder.resolve("out"), Rehearsal.write(folder.resolve("a.ndjson"), LINES));

        assertThat(replay.alerts().lines()).isEqualTo(expected);
        assertThat(replay.summary.byRule())
                .allSatisfy((rule, alerts) -> assertThat(alerts).as(rule).isPositive());
    }

    @Test
    void everyRecordIsAccountedFor() throws IOException {
        ReplaySummary summary =
                Rehearsal.of(folder.resolve("out"), Rehearsal.write(folder.resolve("a.ndjson"), LINES)).summary;
        int distinct = new HashSet<>(LINES).size();
        assertThat(summary.read()).isEqualTo(LINES.size());
        assertThat(summary.judged()).isEqualTo(distinct);
        assertThat(summary.duplicates()).isEqualTo(LINES.size() - distinct).isPositive();
        assertThat(summary.deadLettered() + summary.conflicts() + summary.skippedRecords())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shuffledDuplicatedAndSplitCopiesGiveTheSameBytes(long seed) throws IOException {
        String expected = Rehearsal.of(folder.resolve("out"), Rehearsal.write(folder.resolve("a.ndjson"), LINES))
                .alerts();
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>(LINES);
        for (int i = 0; i < LINES.size() / 10; i++) {
            lines.add(LINES.get(random.nextInt(LINES.size())));
        }
        Collections.shuffle(lines, random);
        int first = random.nextInt(lines.size());
        int second = first + random.nextInt(lines.size() - first);
        Rehearsal other = Rehearsal.of(
                folder.resolve("other"),
                Rehearsal.write(folder.resolve("1.ndjson"), lines.subList(0, first)),
                Rehearsal.gzip(folder.resolve("2.ndjson.gz"), lines.subList(first, second)),
                Rehearsal.write(folder.resolve("3.ndjson"), lines.subList(second, lines.size())));

        assertThat(other.alerts()).isEqualTo(expected);
        assertThat(other.summary.duplicates()).isEqualTo(lines.size() - other.summary.judged());
    }

    /** So little that all waits on disk, in many files. */
    @ParameterizedTest
    @CsvSource({"1, 1073741824", "2, 1073741824", "4, 1073741824", "1, 300000", "2, 60000", "4, 200000"})
    void threadsAndMemoryAreNotSeenInTheBytes(int threads, long memory) throws IOException {
        Path file = Rehearsal.write(folder.resolve("a.ndjson"), LINES);
        ReplaySettings alone = Rehearsal.SETTINGS.with(new Resources(1, PLENTY, null));
        ReplaySettings other = Rehearsal.SETTINGS.with(new Resources(threads, memory, folder.resolve("spill")));
        Rehearsal expected = Rehearsal.of(folder.resolve("out"), Rules.all(), alone, file);
        Rehearsal found = Rehearsal.of(folder.resolve("other"), Rules.all(), other, file);
        assertThat(found.alerts()).isEqualTo(expected.alerts());
        assertThat(found.summaryFile()).isEqualTo(expected.summaryFile());
        assertThat(Files.exists(folder.resolve("spill"))).as("disk used").isEqualTo(memory < PLENTY);
        if (memory < PLENTY) {
            assertThat(folder.resolve("spill")).isEmptyDirectory();
        }
    }

    @Test
    void aSecondReplayWritesTheSameBytes() throws IOException {
        Path file = Rehearsal.write(folder.resolve("a.ndjson"), LINES);
        Rehearsal first = Rehearsal.of(folder.resolve("out"), file);
        Rehearsal second = Rehearsal.of(folder.resolve("again"), file);
        assertThat(second.alerts()).isEqualTo(first.alerts());
        assertThat(second.summaryFile()).isEqualTo(first.summaryFile());
    }
}
