package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.pack.PackJson;
import io.tokenwatch.pack.PackReader;
import io.tokenwatch.pack.Published;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code rules compile}, {@code rules publish} and {@code replay --packs} do without a broker. */
class RulesPackTest extends CommandTest {
    private static final String RULE = """
            id: failures
            version: 1
            title: A request failed
            detection:
              failed: {event_type: token.refreshed, outcome: failure}
            suppress: {by: [client_id], for: 1s}
            """;
    private static final String EVENT = "{\"event_type\":\"token.refreshed\",\"event_time\":\"2026-01-05T10:00:0%dZ\","
            + "\"client_id\":\"c1\",\"outcome\":\"failure\"}\n";

    @BeforeEach
    void files() throws IOException {
        write("rules/failures.yml", RULE);
        write("keys", "t1 always " + "ab".repeat(32));
        folder.resolve("keys").toFile().setReadable(false, false);
        folder.resolve("keys").toFile().setReadable(true, true);
        write("events.ndjson", EVENT.formatted(1) + EVENT.formatted(3) + EVENT.formatted(5) + EVENT.formatted(7));
    }

    @Test
    void theSameRulesGiveTheSameBytes() throws IOException {
        assertThat(tokenwatch("rules", "compile", "--rules", path("rules"), "--out", path("a.pack")))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        assertThat(tokenwatch("rules", "compile", "--rules", path("a.pack"), "--out", path("b.pack")))
                .isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("b.pack")).hasSameBinaryContentAs(folder.resolve("a.pack"));
        String hash =
                PackReader.pack(Files.readAllBytes(folder.resolve("a.pack"))).hash();
        assertThat(out.toString()).contains("1 rules, pack " + hash);
    }

    @Test
    void aBrokenRuleMakesNoPack() throws IOException {
        write("rules/failures.yml", RULE.replace("outcome", "outcom"));
        assertThat(tokenwatch("rules", "compile", "--rules", path("rules"), "--out", path("a.pack")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("failures.yml:5:").contains("nothing was done");
        assertThat(folder.resolve("a.pack")).doesNotExist();
    }

    @Test
    void aBackfilledRuleKnowsWhatHappenedBeforeItsPack() throws IOException {
        String counted =
                RULE + "correlation: {type: event_count, group-by: [client_id], timespan: 1m, condition: {gte: 3}}\n";
        write("none/failures.yml", RULE + "mode: 'off'\n");
        for (String onChange : List.of("keep", "backfill")) {
            write("rules/failures.yml", counted + "state: {on_change: " + onChange + "}\n");
            Files.deleteIfExists(folder.resolve("packs.ndjson"));
            publish("rules", "2026-01-05T10:00:04Z");
            assertThat(tokenwatch(
                            "replay",
                            path("events.ndjson"),
                            "--rules",
                            path("none"),
                            "--packs",
                            path("packs.ndjson"),
                            "--token-keys",
                            path("keys"),
                            "--out",
                            path(onChange)))
                    .as(err.toString())
                    .isEqualTo(ExitCode.DONE);
        }
        assertThat(folder.resolve("keep/alerts.ndjson")).isEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("backfill/alerts.ndjson"))).hasSize(2);
    }

    @Test
    void historyIsJudgedByThePacksOfThen() throws IOException {
        write("later/failures.yml", RULE.replace("A request failed", "Later"));
        write("none/failures.yml", RULE + "mode: 'off'\n");
        publish("later", "2026-01-05T10:00:03Z");
        publish("none", "2026-01-05T10:00:05Z");
        publish("rules", "2026-01-05T10:00:06Z");
        assertThat(tokenwatch(
                        "replay",
                        path("events.ndjson"),
                        "--rules",
                        path("rules"),
                        "--packs",
                        path("packs.ndjson"),
                        "--token-keys",
                        path("keys"),
                        "--out",
                        path("out")))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        assertThat(Files.readAllLines(folder.resolve("out/alerts.ndjson")))
                .hasSize(3)
                .filteredOn(line -> line.contains("Later"))
                .singleElement()
                .asString()
                .contains("2026-01-05T10:00:03Z");
    }

    private void publish(String rules, String from) throws IOException {
        assertThat(tokenwatch("rules", "compile", "--rules", path(rules), "--out", path(rules + ".pack")))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        long time = Instant.parse(from).toEpochMilli();
        byte[] pack = Files.readAllBytes(folder.resolve(rules + ".pack"));
        byte[] line = PackJson.of(new Published(PackReader.pack(pack), time, time - 5_000));
        Files.write(folder.resolve("packs.ndjson"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("packs.ndjson"), "\n", StandardOpenOption.APPEND);
    }
}
