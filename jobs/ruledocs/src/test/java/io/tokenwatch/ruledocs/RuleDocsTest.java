package io.tokenwatch.ruledocs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleDocsTest {
    private static final String RULE = """
            id: two-networks
            version: 3
            title: One token in two networks
            status: stable
            level: high
            tags: [attack.t1550.001, owasp.nhi2, rfc9700.4.10, attack.t9999]
            description: It happened.
            falsepositives: [A gateway.]
            response: runbooks/two-networks.md
            detection:
              used: {event_type: token.validated, outcome: success}
              again: {event_type: [token.validated, token.refreshed], user_agent|contains|all: [curl, "8"]}
              egress: {src.as_type: [vpn, null]}
              condition: not egress
            correlation:
              type: temporal_ordered
              steps: [used, again]
              group-by: [token_id]
              timespan: 1h
              gap: {gt: 30s}
              where: [again.src.asn != used.src.asn]
            fields: [src.country]
            suppress: {by: [token_id], for: 24h}
            tests:
              - name: a copied token
                given:
                  - {at: 0s, event_type: token.validated, outcome: success, token_id: t1, src.asn: 1}
                  - {at: 5m, event_type: token.validated, outcome: success, token_id: t1, src.asn: 2}
                expect: [{at: 5m, count: 1}]
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("rules/replay"));
        Files.createDirectories(folder.resolve("rules/runbooks"));
        Files.writeString(folder.resolve("rules/replay/two-networks.yml"), RULE);
        Files.writeString(
                folder.resolve("rules/runbooks/two-networks.md"), "# One token\n\n## What happened\nIt happened.\n");
    }

    private RuleDocs docs() throws IOException {
        Path rules = folder.resolve("rules");
        return new RuleDocs(
                rules,
                RuleFiles.load(rules),
                Costs.read(folder.resolve("docs/rules/cost.ndjson")),
                Samples.read(folder.resolve("docs/inputs/samples")));
    }

    private String page(String name) throws IOException {
        return docs().pages(folder.resolve("docs/rules")).getOrDefault(name, "");
    }

    @Test
    void aPageTellsTheRuleInSentences() throws IOException {
        assertThat(page("two-networks.md").lines())
                .contains(
                        "# One token in two networks",
                        "[`two-networks`](../../rules/replay/two-networks.yml) · version 3 · **high** · stable",
                        "For each `token_id`: first **used**, then **again**, strictly one after the other, within 1h.",
                        "- The time between neighbours is more than 30s.",
                        "- It must hold that `again.src.asn != used.src.asn`.",
                        "Of each, only events for which `not egress`:",
                        "- **used**: `event_type` is `token.validated`, and `outcome` is `success`",
                        "- **again**: `event_type` is `token.validated` or `token.refreshed`, and `user_agent` contains `curl` and"
                                + " `8`",
                        "- **egress**: `src.as_type` is `vpn`, or is absent",
                        "Fields: `event_type`, `outcome`, `token_id`, `src.asn`, `src.as_type` and `user_agent`.",
                        "- Keycloak: not evaluable, it lacks `token_id`, `src.asn`, `src.as_type` and `user_agent`",
                        "- GitHub audit log: with [network facts](../replay.md#network-facts)",
                        "### What happened",
                        "5m       token.validated  success  token_id=t1 src.asn=2",
                        "=> alert at 5m, count 1",
                        "- [T9999](https://attack.mitre.org/techniques/T9999/)",
                        "- [RFC 9700, 4.10 Misuse of Stolen Access Tokens]"
                                + "(https://www.rfc-editor.org/rfc/rfc9700.html#section-4.10)")
                .doesNotContain("## Cost");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "type: event_count, timespan: 5m, condition: {gte: 10}; at least 10 such events within 5m.",
                "type: event_count, timespan: 5m, window: tumbling, condition: {gt: 10}; more than 10 such events within 5m, counted from one multiple of it to the next.",
                "type: value_count, timespan: 1h, condition: {field: client_id, gte: 3}; at least 3 different values of `client_id` within 1h.",
                "type: temporal, steps: [a, b, c], timespan: 1h; **a**, **b** and **c** within 1h, in any order.",
                "type: absence, steps: [a, b], timespan: 1h; **a**, and no **b** within 1h after it.",
                "type: absence, steps: [a], not_before: b, timespan: 1h, forget_after: 7d; **a**, and no **b** in the 7d before it, nor in the 1h after it.",
                "type: ratio, steps: [a, b], timespan: 1h, condition: {gte: 0.5}; of the events that match **a** or **b**, the share of **a** is at least 0.5, in a window of 1h that starts at a multiple of it.",
                "type: first_seen, field: scope, learn: {for: 14d, min_events: 20}, forget_after: 30d; a value of `scope` that the key has not shown for 30d, once the key has been known for 14d and 20 events.",
                "type: first_seen, field: client_id, only: returning, forget_after: 30d; a value of `client_id` that comes back after 30d without it.",
                "type: spike, bucket: 5m, floor: 20; far more such events in 5m than this key usually has at that time of day, and at least 20.",
            })
    void everyTypeHasASentence(String correlation, String sentence) {
        YamlMap map = Yaml.parse("a", "{group-by: [token_id], " + correlation + "}", new Faults())
                .flatMap(YamlValue::map)
                .orElseThrow();
        assertThat(CorrelationText.of(map)).containsExactly("For each `token_id`: " + sentence);
    }

    @Test
    void whatHasNoSentenceIsToldAsItIsWritten() {
        YamlMap map = Yaml.parse(
                        "a",
                        "{type: absence, group-by: [x], steps: [a, b], timespan: 1h, novel: {by: [1, 2]}}",
                        new Faults())
                .flatMap(YamlValue::map)
                .orElseThrow();
        assertThat(CorrelationText.of(map)).last().isEqualTo("`novel: {by: [1, 2]}`");
    }

    @Test
    void coverageNamesTheGaps() throws IOException {
        assertThat(page("coverage.md").lines())
                .anyMatch(line -> line.contains("NHI2:2025 Secret Leakage") && line.endsWith("(two-networks.md) |"))
                .anyMatch(line -> line.contains("NHI1:2025 Improper Offboarding") && line.endsWith("| – |"))
                .anyMatch(line -> line.contains("4.14 Refresh Token Protection") && line.endsWith("| – |"));
        assertThat(page("README.md")).contains("1 rules.").contains("## replay");
    }

    @Test
    void productsSayWhereTheRuleIsEvaluableAndShown() throws IOException {
        Files.createDirectories(folder.resolve("docs/inputs/samples"));
        Files.writeString(
                folder.resolve("docs/inputs/samples/entra.yml"),
                "format: entra\nplanted: {copied: {rules: [], also: [two-networks]}}\n");
        Files.writeString(
                folder.resolve("docs/inputs/samples/github.yml"),
                "format: github\nleft_out: {two-networks: It was not made yet.}\n");
        assertThat(page("products.md").lines())
                .contains(
                        "| [Microsoft Entra ID](#microsoft-entra-id) | `entra` | 0 of 1 | 1 of 1 | 1 of 1 |",
                        "| [Tokenwatch NDJSON](#tokenwatch-ndjson) | `canonical` | 1 of 1 | 0 of 1 | – |",
                        "- `two-networks`: It was not made yet.",
                        "- `two-networks` lacks `event_type: token.validated` and `src.as_type`")
                .anyMatch(line ->
                        line.startsWith("| [One token in two networks](two-networks.md) |  | ○ | ○ⁿ | ●ⁿ | ○ⁿ |"));
    }

    @Test
    void writesWhatItSaysAndRemovesWhatIsNoMore() throws IOException {
        Path out = folder.resolve("docs/rules");
        Files.createDirectories(out);
        Files.writeString(out.resolve("notes.md"), "Somebody's own.\n");
        docs().write(out);
        Files.move(folder.resolve("rules/replay/two-networks.yml"), folder.resolve("rules/replay/other.yml"));
        Files.writeString(folder.resolve("rules/replay/other.yml"), RULE.replace("id: two-networks", "id: other"));
        SortedMap<String, String> pages = docs().pages(out);
        assertThat(docs().write(out)).isEqualTo(4);
        assertThat(RuleDocs.pagesIn(out)).containsExactlyElementsOf(pages.keySet());
        assertThat(out.resolve("notes.md")).exists();
        assertThat(Files.readString(out.resolve("other.md"))).isEqualTo(pages.get("other.md"));
    }

    @Test
    void tellsTheCostOfTheVersionThatWasMeasured() throws IOException {
        Path out = Files.createDirectories(folder.resolve("docs/rules"));
        Files.write(
                out.resolve("cost.ndjson"),
                List.of(
                        "{\"type\":\"backtest\"}",
                        "{\"type\":\"rule\",\"rule_id\":\"two-networks\",\"rule_version\":3,\"alerts\":7,"
                                + "\"cost\":{\"matched_per_million\":1234.5,\"state_bytes_per_key\":80.0}}"));
        assertThat(page("two-networks.md"))
                .contains("It takes in 1,235 of a million events, and keeps 80 bytes for each key.");
        docs().write(out);
        assertThat(Files.readString(out.resolve("cost.ndjson")))
                .isEqualTo("{\"type\":\"rule\",\"rule_id\":\"two-networks\",\"rule_version\":3,"
                        + "\"cost\":{\"matched_per_million\":1234.5,\"state_bytes_per_key\":80.0}}\n");
        Files.writeString(folder.resolve("rules/replay/two-networks.yml"), RULE.replace("version: 3", "version: 4"));
        assertThat(page("two-networks.md")).doesNotContain("## Cost");
    }
}
