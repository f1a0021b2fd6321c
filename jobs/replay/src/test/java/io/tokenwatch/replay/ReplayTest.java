package io.tokenwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.tokenwatch.connector.Connectors;
import io.tokenwatch.replay.report.ReplayPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final String FAILED = "{\"event_type\":\"token.refreshed\",\"event_time\":\"2026-01-05T10:00:00Z\","
            + "\"event_id\":\"e1\",\"client_id\":\"c1\",\"outcome\":\"failure\",\"error\":\"invalid_token\"}";
    private static final List<String> KEYCLOAK = List.of(
            "2026-01-05 10:15:30,123 DEBUG [org.keycloak.events] (executor-thread-1) type=\"CODE_TO_TOKEN\", realmId=\"f16e\","
                    + " realmName=\"master\", clientId=\"security-admin-console\", userId=\"15745079\", sessionId=\"25e60089\","
                    + " ipAddress=\"10.10.10.10\", token_id=\"71eea26a\", grant_type=\"authorization_code\","
                    + " refresh_token_type=\"Refresh\", scope=\"openid email profile\", refresh_token_id=\"d1159936\","
                    + " code_id=\"25e60089\", client_auth_method=\"client-secret\"",
            "2026-01-05 10:15:31,000 WARN  [org.keycloak.events] (default task-3) type=REFRESH_TOKEN_ERROR, realmId=shop,"
                    + " clientId=web, userId=null, ipAddress=198.51.100.7, error=invalid_token, grant_type=refresh_token",
            "2026-01-05 10:15:32,000 DEBUG [org.keycloak.events] (executor-thread-1) type=\"UPDATE_PASSWORD\", realmId=\"f16e\","
                    + " realmName=\"master\", clientId=\"account\", userId=\"15745079\", ipAddress=\"10.10.10.10\"");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsKeycloaksLinesAndTellsThemByThemselves() throws IOException {
        Rehearsal replay = replay(Rehearsal.write(folder.resolve("keycloak.log"), KEYCLOAK));
        assertThat(replay.alerts())
                .contains("\"rule_id\":\"failures\"")
                .contains("\"client_id\":\"web\"")
                .hasLineCount(1);
        assertThat(replay.summary.read()).isEqualTo(4); // the code gave an access and a refresh token
        assertThat(replay.summary.judged()).isEqualTo(3);
        assertThat(replay.summary.skipped()).isEqualTo(Map.of("UPDATE_PASSWORD", 1L));
    }

    @Test
    void saysWhichRulesTheFormatCannotSupply() throws IOException {
        Rehearsal replay = replay(
                Rehearsal.write(folder.resolve("keycloak.log"), KEYCLOAK),
                Rehearsal.write(folder.resolve("canonical.ndjson"), List.of(FAILED)));
        assertThat(replay.summary.notEvaluable())
                .containsExactly(
                        new NotEvaluable(Rules.REPLAY, "keycloak", List.of("token_id", "src.asn", "user_agent")));
    }

    @Test
    void whatCannotBeReadIsADeadLetterWithItsPlace() throws IOException {
        Path file = Rehearsal.write(
                folder.resolve("a.ndjson"),
                List.of(
                        FAILED,
                        "",
                        "{\"event_type\":\"token.issued\"}",
                        "secret-token-that-leaks",
                        "x".repeat(70_000),
                        FAILED));
        Rehearsal replay = replay(file);
        assertThat(replay.deadLetters())
                .hasSize(3)
                .allSatisfy(letter -> assertThat(letter).startsWith("{\"file\":\"" + file + "\",\"line\":"))
                .noneSatisfy(letter -> assertThat(letter).contains("secret"));
        assertThat(replay.deadLetters().get(0))
                .contains("\"line\":3,\"reason\":\"no event_time\",\"bytes\":29,\"sha256\":\"")
                .endsWith("\"excerpt\":\"{\\\"event_type\\\":\\\"xxxxx.xxxxxx\\\"}\"}");
        assertThat(replay.deadLetters().get(1)).contains("\"line\":4,");
        assertThat(replay.deadLetters().get(2)).contains("\"line\":5,\"reason\":\"longer than 65536 bytes\"");
        assertThat(List.of(
                        replay.summary.read(),
                        replay.summary.judged(),
                        replay.summary.duplicates(),
                        replay.summary.deadLettered()))
                .containsExactly(5L, 1L, 1L, 3L);
    }

    @Test
    void aGzipFileThatEndsEarlyCostsOnlyItsEnd() throws IOException {
        List<String> lines = Stream.iterate(0, i -> i < 2_000, i -> i + 1)
                .map(i -> FAILED.replace("e1", "e" + i * 7919L * 7919L).replace("c1", "c" + i))
                .toList();
        Path whole = Rehearsal.gzip(folder.resolve("whole.gz"), lines);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length * 2 / 3));
        Rehearsal replay = replay(cut);
        assertThat(replay.summary.judged()).isBetween(100L, 1_999L);
        assertThat(replay.deadLetters().get(replay.deadLetters().size() - 1))
                .contains("the compressed stream is damaged");
        assertThat(replay.summary.read()).isEqualTo(replay.summary.judged() + replay.summary.deadLettered());
    }

    @Test
    void judgesOnlyThePeriodThatWasAskedFor() throws IOException {
        Path file = Rehearsal.write(
                folder.resolve("a.ndjson"),
                List.of(at("09:59:59.999"), at("10:00:00"), at("10:59:59.999"), at("11:00:00")));
        ReplaySettings hour = Rehearsal.SETTINGS.between(
                Instant.parse("2026-01-05T10:00:00Z").toEpochMilli(),
                Instant.parse("2026-01-05T11:00:00Z").toEpochMilli());
        Rehearsal replay = Rehearsal.of(folder.resolve("out"), Rules.all(), hour, file);
        assertThat(replay.summary.judged()).isEqualTo(2);
        assertThat(replay.summary.outsidePeriod()).isEqualTo(2);
        assertThat(replay.alerts()).contains("\"count\":2,").hasLineCount(1);
    }

    @Test
    void ofCopiesThatDifferOneCountsWhicheverComesFirst() throws IOException {
        String other = FAILED.replace("c1", "c2");
        String ingested = FAILED.replace("}", ",\"ingest_time\":\"2026-01-05T10:00:05Z\",\"raw_ref\":\"x-1@2\"}");
        Rehearsal one = replay(Rehearsal.write(folder.resolve("a.ndjson"), List.of(FAILED, other, ingested, FAILED)));
        Rehearsal two = Rehearsal.of(
                folder.resolve("two"),
                Rehearsal.write(folder.resolve("b.ndjson"), List.of(other, FAILED, FAILED, ingested)));
        assertThat(one.alerts()).hasLineCount(1).isEqualTo(two.alerts());
        assertThat(one.facts()).isEqualTo(two.facts());
        assertThat(one.summary.duplicates()).isEqualTo(3);
        assertThat(one.summary.conflicts()).isEqualTo(1);
    }

    @Test
    void rulesInShadowHaveAFileOfTheirOwn() throws IOException {
        Path file = Rehearsal.write(folder.resolve("a.ndjson"), List.of(FAILED));
        Path out = folder.resolve("out");
        Rehearsal replay = Rehearsal.of(out, Rules.withShadow(), Rehearsal.SETTINGS, file);
        assertThat(replay.alerts()).hasLineCount(1).doesNotContain(Rules.SHADOW);
        assertThat(Files.readString(out.resolve(ResultFolder.SHADOW_ALERTS)))
                .hasLineCount(1)
                .contains(Rules.SHADOW);
        assertThat(replay.summary.shadowed()).isEqualTo(1);

        Rehearsal.of(out, file);
        assertThat(out.resolve(ResultFolder.SHADOW_ALERTS)).doesNotExist();
    }

    @Test
    void namesFieldsThatItMadeNothingOf() throws IOException {
        Rehearsal replay =
                replay(Rehearsal.write(folder.resolve("a.ndjson"), List.of(FAILED.replace("}", ",\"clientid\":1}"))));
        assertThat(replay.summary.unknownFields()).isEqualTo(Map.of("clientid", 1L));
    }

    @Test
    void readsAStreamAndTellsItsFormat() {
        byte[] bytes = (FAILED + "\n").repeat(3).getBytes(StandardCharsets.UTF_8);
        List<Input> inputs = Inputs.of(List.of("-"), folder, new ByteArrayInputStream(bytes));
        ReplaySummary summary = new Replay(Rules.all(), Rehearsal.SETTINGS, ReplayWatcher.SILENT)
                .run(inputs, folder.resolve("out"), ReplayPage::of);
        assertThat(summary.read()).isEqualTo(3);
        assertThat(summary.alerts()).isEqualTo(1);
    }

    @Test
    void zstdIsReadAndItsDamageCostsOnlyItsEnd() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append(FAILED.replace("e1", "e" + i * 7919L * 7919L).replace("c1", "c" + i))
                    .append('\n');
        }
        byte[] whole = Zstd.compress(lines.toString().getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(folder.resolve("whole.log"), whole);
        assertThat(replay(file).summary.judged()).isEqualTo(20_000);
        Path cut = Files.write(folder.resolve("cut.log"), Arrays.copyOf(whole, whole.length * 2 / 3));
        Rehearsal replay = replay(cut);
        assertThat(replay.summary.judged()).isBetween(1_000L, 19_999L);
        assertThat(replay.deadLetters().get(replay.deadLetters().size() - 1)).contains("stream is damaged");
        assertThat(replay.summary.read()).isEqualTo(replay.summary.judged() + replay.summary.deadLettered());
    }

    @Test
    void theProvenanceHasTheDigestOfEachInputAsItIsStored() throws Exception {
        Path file = Rehearsal.gzip(folder.resolve("a.gz"), List.of(FAILED, FAILED, "broken"));
        InputDigest input = replay(file).summary.provenance().inputs().get(0);
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        assertThat(input)
                .isEqualTo(new InputDigest(
                        file.toString(),
                        "canonical",
                        Files.size(file),
                        HexFormat.of().formatHex(sha256),
                        3));
    }

    @Test
    void aFormatThatNobodyKnowsMustBeNamed() throws IOException {
        Path file = Rehearsal.write(folder.resolve("readme.txt"), List.of("hello"));
        assertThatThrownBy(() -> replay(file))
                .isInstanceOf(UnknownFormatException.class)
                .hasMessage("cannot tell the format of " + file
                        + ": say --format with one of auth0, canonical, cloudtrail, entra, github, google, hydra, keycloak, m365, okta,"
                        + " pingfederate or mapping:FILE, or leave it out");
        assertThat(folder.resolve("out")).doesNotExist();
        ReplaySettings named = Rehearsal.SETTINGS.withFormat(Connectors.of("canonical"));
        assertThat(Rehearsal.of(folder.resolve("out"), Rules.all(), named, file)
                        .summary
                        .deadLettered())
                .isEqualTo(1);
    }

    @Test
    void aFailureLeavesNoResultThatLooksWhole() throws IOException {
        Path file = Rehearsal.write(folder.resolve("a.ndjson"), List.of(FAILED));
        replay(file);
        Path out = folder.resolve("out");
        assertThatThrownBy(() -> replay(file, folder)).isInstanceOf(UncheckedIOException.class);
        assertThat(out.resolve(ResultFolder.SUMMARY)).exists(); // the format of a folder cannot be told: nothing began
        ReplaySettings named = Rehearsal.SETTINGS.withFormat(Connectors.of("canonical"));
        assertThatThrownBy(() -> Rehearsal.of(out, Rules.all(), named, file, folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot read " + folder);
        assertThat(out.resolve(ResultFolder.SUMMARY)).doesNotExist();
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).extracting(f -> f.getFileName().toString()).noneMatch(name -> name.startsWith("."));
        }
    }

    @Test
    void removesWhatAReplayThatWasKilledLeftBehind() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path out = Files.createDirectory(folder.resolve("out"));
        Path letters = Files.writeString(out.resolve(".dead-letters.ndjson." + ended.pid()), "half");
        Path living = Files.writeString(
                out.resolve(".alerts.ndjson."
                        + ProcessHandle.current().parent().orElseThrow().pid()),
                "half");
        replay(Rehearsal.write(folder.resolve("a.ndjson"), List.of(FAILED)));
        assertThat(letters).doesNotExist();
        assertThat(living).exists();
    }

    private Rehearsal replay(Path... files) {
        return Rehearsal.of(folder.resolve("out"), files);
    }

    private static String at(String time) {
        return FAILED.replace("10:00:00", time).replace("e1", time);
    }
}
