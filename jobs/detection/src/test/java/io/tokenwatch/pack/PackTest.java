package io.tokenwatch.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.yaml.FaultyFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels is what was published; anything else is refused, says why, and changes nothing. */
class PackTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final String RULE = """
            id: denied
            version: 1
            title: "ünïcode, \\"quotes\\" and\\ttabs"
            detection: {denied: {outcome: failure}}
            suppress: {by: [client_id], for: 60s}
            """;

    private static Pack pack(String text) {
        return new Pack(new RuleFiles(new TreeMap<>(java.util.Map.of("replay/denied.yml", text))), "0.1.0");
    }

    private static byte[] published(String rule, long from) {
        return PackJson.of(new Published(pack(rule), from, NOW));
    }

    private static PackHistory history() {
        return new PackHistory(RulePack.of(List.of()));
    }

    @Test
    void comesBackAsItWasAndAlwaysInTheSameBytes() {
        byte[] json = PackJson.of(pack(RULE));
        assertThat(PackReader.pack(json)).isEqualTo(pack(RULE));
        assertThat(PackJson.of(PackReader.pack(json))).isEqualTo(json);
        assertThat(new String(json, UTF_8)).doesNotContain("\n");
        Published published = new Published(pack(RULE), NOW + 5_000, NOW);
        assertThat(PackReader.published(PackJson.of(published))).isEqualTo(published);
    }

    @Test
    void anAcceptedPackIsInForceFromItsTimeOn() {
        PackHistory history = history();
        Verdict verdict = history.offer(published(RULE, NOW + 2_000), NOW + 10);
        assertThat(verdict).isEqualTo(new Verdict(pack(RULE).hash(), NOW + 2_000, List.of(), true));
        assertThat(history.log().at(NOW + 1_999).pack().rules()).isEmpty();
        assertThat(history.log().at(NOW + 2_000).pack().hash())
                .isEqualTo(pack(RULE).hash());
        assertThat(history.offer(published(RULE, NOW + 2_000), NOW + 10).fresh())
                .isFalse();
    }

    @Test
    void aPackThatWouldChangeThePastIsRefused() {
        assertRefused(published(RULE, NOW + 1_999), NOW, "less than 2 s after");
        assertRefused(published(RULE, NOW + 2_000), NOW + 2_001, "was over when the broker had the pack");
    }

    @Test
    void aBrokenRuleIsRefusedWithFileLineAndColumn() {
        byte[] broken = published(RULE.replace("outcome", "outcom"), NOW + 9_000);
        assertRefused(broken, 0, "replay/denied.yml:4:22: 'outcom'");
    }

    @Test
    void aRuleThatWantsWhatHappenedBeforeSaysSoInTheLog() {
        PackHistory history = history();
        history.offer(published(RULE + "state: {on_change: backfill}\n", NOW + 9_000), 0);
        assertThat(history.log().at(NOW + 9_000).backfilled()).extracting("id").containsExactly("denied");
    }

    @Test
    void aChangedFileIsRefused() {
        String changed = new String(published(RULE, NOW + 9_000), UTF_8).replace("failure", "success");
        assertRefused(changed.getBytes(UTF_8), 0, "its files have the hash");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "\u0000\u0001",
                "{\"format\":2}",
                "{\"format\":1}",
                "{\"format\":1,\"format\":1}",
                "{\"format\":1,\"x\":1}",
                "{\"format\":1,\"files\":[]}",
                "{\"format\":1,\"files\":{\"../../etc/a.yml\":\"\"}}",
                "{\"format\":1,\"files\":{\"/a.yml\":\"\"}}",
                "{\"format\":1,\"files\":{\"a.yml\":{\"a\":{\"a\":{\"a\":1}}}}}",
                "{\"format\":1,\"effective_from\":\"soon\"}",
                "{\"format\":1,\"effective_from\":\"+99999-01-01T00:00:00Z\"}",
                "{\"format\":1e999999}"
            })
    void whatIsNoPackIsRefused(String json) {
        assertRefused(json.getBytes(UTF_8), 0, "");
    }

    @Test
    void sizeIsBounded() {
        assertRefused(new byte[PackReader.LARGEST + 1], 0, "more than a pack may have");
        TreeMap<String, String> many = new TreeMap<>();
        for (int i = 0; i <= 2_000; i++) {
            many.put("r" + i + ".yml", "");
        }
        byte[] json = PackJson.of(new Published(new Pack(new RuleFiles(many), ""), NOW + 9_000, NOW));
        assertRefused(json, 0, "more than 2000 files");
        byte[] deep = "[".repeat(1_000_000).getBytes(UTF_8);
        assertRefused(deep, 0, "");
    }

    private static void assertRefused(byte[] json, long appended, String why) {
        PackHistory history = history();
        Verdict verdict = history.offer(json, appended);
        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.faults().toString()).contains(why);
        assertThat(history.log().tenures()).hasSize(1);
    }

    @Test
    void aLogIsReadLineByLineAndWhatIsBrokenInItIsTold(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("packs.ndjson");
        String good = new String(published(RULE, NOW + 9_000), UTF_8);
        String later = new String(published(RULE.replace("60s", "1h"), NOW + 19_000), UTF_8);
        Files.writeString(file, good + "\nbroken\n\n" + later);
        PackHistory history = history();
        List<Verdict> refused = new ArrayList<>();
        history.read(file, refused::add);
        assertThat(history.log().tenures()).hasSize(3);
        assertThat(refused).hasSize(1);
    }

    @Test
    void whatCannotBeCompiledCannotBeMadeAPackOf() {
        assertThatThrownBy(() -> pack("id: x").compile()).isInstanceOf(FaultyFileException.class);
    }
}
