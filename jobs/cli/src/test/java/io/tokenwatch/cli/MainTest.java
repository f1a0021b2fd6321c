package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest extends CommandTest {
    private static final String RULE = """
            id: failures
            version: 1
            title: A request failed
            detection:
              failed: {event_type: token.refreshed, outcome: failure}
            suppress: {by: [client_id], for: 1h}
            tests:
              - name: one fails
                given: [{at: 5m, event_type: token.refreshed, outcome: failure, client_id: c1}]
                expect: [{at: 5m, key: {client_id: c1}}]
              - name: one does not
                given: [{at: 5m, event_type: token.refreshed, outcome: success, client_id: c1}]
                expect: []
            """;
    private static final String EVENT = "{\"event_type\":\"token.refreshed\",\"event_time\":\"2026-01-05T10:00:00Z\","
            + "\"client_id\":\"c1\",\"outcome\":\"failure\"}\n";

    @BeforeEach
    void files() throws IOException {
        write("rules/failures.yml", RULE);
        write("keys", "t1 always " + "ab".repeat(32));
        write("events.ndjson", EVENT + "what\n" + EVENT);
        folder.resolve("keys").toFile().setReadable(false, false);
        folder.resolve("keys").toFile().setReadable(true, true);
    }

    @Test
    void replayWritesItsResultsAndSaysSoInOneLine() throws IOException {
        assertThat(replay()).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).isEqualTo("1 events judged, 1 alerts, 1 dead letters -> " + path("out") + "\n");
        assertThat(err.toString()).contains(path("events.ndjson") + ": Tokenwatch NDJSON (--format canonical)\n");
        assertThat(Files.readString(folder.resolve("out/alerts.ndjson"))).hasLineCount(1);
        assertThat(Files.readString(folder.resolve("out/dead-letters.ndjson")))
                .contains("\"line\":2,")
                .hasLineCount(1);
    }

    @Test
    void theSummaryIsForMachines() throws IOException {
        assertThat(replay("--json")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .startsWith("{\"read\":3,\"judged\":1,\"dead_lettered\":1,\"duplicates\":1,")
                .isEqualTo(Files.readString(folder.resolve("out/summary.json")));
    }

    @Test
    void aFileThatIsNotThereCannotBeReached() {
        assertThat(tokenwatch("replay", path("nowhere.log"), "--rules", path("rules"), "--token-keys", path("keys")))
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err.toString())
                .isEqualTo("tokenwatch: there is no file " + path("nowhere.log") + ": name log files or folders\n");
    }

    @Test
    void aResultThatCannotBeWrittenIsNotReachedEither() throws IOException {
        write("out", "a file");
        assertThat(replay()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err.toString()).contains("tokenwatch: cannot write into " + path("out"));
    }

    @Test
    void aBrokenRuleIsShownWithItsPlace() throws IOException {
        write(
                "rules/failures.yml",
                RULE.replace("outcome: failure}\n", "outcom: failure}\n").replace("1h", "soon"));
        assertThat(replay()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("failures.yml:5:")
                .contains("did you mean")
                .contains("^")
                .contains("failures.yml:6:")
                .endsWith("tokenwatch: 2 faults in failures.yml; nothing was done\n");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replay x --format keyclaok|unknown format keyclaok; known formats are auth0, canonical, cloudtrail, entra, github, google, hydra, keycloak, m365, okta, pingfederate, mapping:FILE, auto",
                "replay x --from yesterday|'yesterday' is no time: write 2026-01-01T12:00:00Z or 2026-01-01",
                "replay|Missing required parameter: 'INPUT'",
                "replay x --fromm 1|Unknown option: '--fromm'",
                "reply|Unmatched argument at index 0: 'reply'",
                "bench pb1 --events 3|--events: a workload has at least 5000 events, not 3",
                "bench pb1 --rounds 0|--rounds is at least 1",
                "bench pb1 --warm-ups 0|--warm-ups is at least 1",
                "bench replay --events 0|--events, --threads and --rounds are at least 1",
                "replay x --threads 0|--threads is at least 1",
                "bench rules --rules 10,0|--rules is a list of numbers from 1 on",
                "bench rules --warm-ups 0|--warm-ups is at least 1",
            })
    void wrongUsageIsSaidInALine(String commandAndError) {
        String[] parts = commandAndError.split("\\|", -1);
        List<String> args = new ArrayList<>(List.of(parts[0].split(" ", -1)));
        if (args.get(0).equals("replay")) {
            args.addAll(List.of("--rules", path("rules"), "--token-keys", path("keys")));
        }
        assertThat(tokenwatch(args.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(parts[1]).startsWith("tokenwatch: ").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "replay --help",
                "rules --help",
                "rules lint --help",
                "rules test -h",
                "bench pb1 --help",
                "bench rules --help",
                "bench replay --help"
            })
    void everyCommandHasHelp(String args) {
        assertThat(tokenwatch(args.split(" ", -1))).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("Usage: tokenwatch");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void lintCountsRulesOrFaults() throws IOException {
        assertThat(tokenwatch("rules", "lint", path("rules"))).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).isEqualTo("1 rule is fine\n");
        write("rules/failures.yml", RULE.replace("version: 1", "version: one"));
        assertThat(tokenwatch("rules", "lint", path("rules"))).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(out.toString()).contains("failures.yml:2:").endsWith("1 fault\n");
    }

    private int replay(String... more) {
        List<String> args = new ArrayList<>(List.of("replay", path("events.ndjson"), "--rules", path("rules")));
        args.addAll(List.of("--token-keys", path("keys"), "--out", path("out")));
        args.addAll(List.of(more));
        return tokenwatch(args.toArray(String[]::new));
    }
}
