package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesExplainCommandTest extends CommandTest {
    private static final String RULE = """
            id: used-after
            version: 1
            title: Used after its revocation
            detection:
              revoked: {event_type: token.revoked, outcome: success}
              used: {event_type: token.validated, outcome: success}
            correlation:
              type: temporal_ordered
              steps: [revoked, used]
              group-by: [client_id]
              timespan: 1h
              gap: {gt: 30s}
            suppress: {by: [client_id], for: 1h}
            """;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/used-after.yml"), RULE);
        Files.writeString(folder.resolve("keys"), "t1 always " + "ab".repeat(32));
        folder.resolve("keys").toFile().setReadable(false, false);
        folder.resolve("keys").toFile().setReadable(true, true);
        Files.writeString(
                folder.resolve("events.ndjson"),
                event("u1", "token.validated", 30, "c1", "success")
                        + event("r1", "token.revoked", 0, "c1", "success")
                        + event("u2", "token.validated", 50, "c2", "success")
                        + event("r2", "token.revoked", 10, "c2", "success")
                        + event("u3", "token.validated", 59, "c2", "failure")
                        + "what\n");
    }

    private static String event(String id, String type, int second, String client, String outcome) {
        return """
                {"event_id":"%s","event_type":"%s","event_time":"2026-01-05T00:00:%02dZ","client_id":"%s","outcome":"%s"}
                """.formatted(id, type, second, client, outcome);
    }

    @Test
    void ofAnEventThatFiredNotItSaysWhatCameNearest() {
        assertThat(explain("--event", "u1")).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).isEqualTo("""
                used-after, event u1: no alert
                  2026-01-05T00:00:30Z u1 token.validated
                    matches used
                    does not match revoked: detection.revoked.event_type was token.validated, needs token.revoked
                    {tenant=default, client_id=c1} as used: nearest with r1, u1
                      correlation.gap was 30s, needs >30s
                (5 events read, 1 record could not be read)
                """);
    }

    @Test
    void ofAnEventThatFiredItSaysWhy() {
        assertThat(explain("--event", "r2")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("used-after, event r2: 1 alert\n", "at 2026-01-05T00:00:50Z, count 1\n")
                .contains(
                        "    {tenant=default, client_id=c2} as revoked: takes part in a finding at 2026-01-05T00:00:50Z\n")
                .contains("      gap was 40s, needed >30s, within 1h\n");
    }

    @Test
    void ofAnEventThatMatchesNothingItNamesTheValue() {
        assertThat(explain("--event", "u3")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("used-after, event u3: no alert\n")
                .contains("does not match used: detection.used.outcome was failure, needs success\n");
    }

    @Test
    void ofAKeyItListsTheEventsAndTheNearest() {
        assertThat(explain("--key", "client_id=c1")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).startsWith("""
                        used-after, key {client_id=c1}: no alert
                          2026-01-05T00:00:00Z r1 token.revoked matches revoked
                          2026-01-05T00:00:30Z u1 token.validated matches used
                          nearest to an alert:
                        """).contains("correlation.gap was 30s, needs >30s");
        assertThat(explain("--key", "client_id=c2")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("used-after, key {client_id=c2}: 1 alert\n")
                .contains("u2 token.validated matches used, takes part\n")
                .contains("u3 token.validated matches nothing\n");
    }

    @Test
    void theAnswerIsForMachinesToo() {
        assertThat(explain("--event", "u1", "--output", "json")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString().replaceAll("\\s+", " ")).contains("""
                "nearest" : [ { "lacks" : [ { "step" : "correlation.gap", "saw" : "30s", "need" : ">30s" } ], \
                "evidence" : [ "r1", "u1" ] } ]""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --event nobody                | none of the 5 events is of event nobody
            --key client_idd=c1           | 'client_idd' is no field: did you mean 'client_id'?
            --key client_id=c1 --event u1 | are mutually exclusive
            --key subject=s               | none of the 5 events is of key {subject=s}
            """)
    void whatCannotBeExplainedIsSaid(String args, String error) {
        assertThat(explain(args.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(error);
    }

    private int explain(String... args) {
        List<String> all = new ArrayList<>(List.of(
                "rules",
                "explain",
                "--rule",
                "used-after",
                "--rules",
                folder.resolve("rules").toString(),
                "--token-keys",
                folder.resolve("keys").toString(),
                "--events",
                folder.resolve("events.ndjson").toString()));
        all.addAll(List.of(args));
        return tokenwatch(all.toArray(String[]::new));
    }
}
