package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RulesTestCommandTest extends CommandTest {
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

    @BeforeEach
    void rules() throws IOException {
        write("rules/failures.yml", RULE);
    }

    @Test
    void testsAreRunAndReported() throws IOException {
        Path junit = folder.resolve("junit.xml");
        assertThat(run("--junit", junit.toString())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).isEqualTo("ok       failures, 2 tests\n2 tests, 0 failed\n");
        write("rules/failures.yml", RULE.replace("expect: []", "expect: [{at: 5m}]"));
        assertThat(run("--junit", junit.toString())).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(out.toString())
                .contains("FAILED   failures, 2 tests\n")
                .contains("         one does not\n")
                .contains("           failures.yml:13:14: expected one with at 5m, got none")
                .endsWith("2 tests, 1 failed\n");
        assertThat(Files.readString(junit))
                .contains("<testsuite name=\"failures\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\"")
                .contains("name=\"one does not\" file=\"failures.yml\" line=\"11\"")
                .contains(
                        "<failure type=\"expectation\" message=\"failures.yml:13:14: expected one with at 5m, got none");
    }

    @Test
    void coverageListsWhatWasNotSeen() {
        assertThat(run("--coverage")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("ok       failures, 2 tests, 83 % seen\n")
                .contains("         not seen: failures.yml:5:24: detection.failed.event_type: token.refreshed, false\n")
                .contains("83.3 % of 6 ways seen\n");
    }

    @Test
    void mutantsThatSurviveAreListedAndDecide() {
        assertThat(run("--mutate")).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(out.toString())
                .contains("50 % of mutants noticed\n")
                .contains(
                        "         survived: failures.yml:5:24: detection.failed.event_type: token.refreshed left out\n");
        assertThat(err.toString())
                .contains("failures: 50.0 % of mutants noticed, at least 70 % must be\n")
                .contains("all rules: 50.0 % of mutants noticed, at least 85 % must be\n");
        assertThat(run("--mutate", "--min-score", "50", "--min-rule-score", "50"))
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void theAnswerIsForMachinesToo() {
        assertThat(run("--mutate", "--coverage", "--format", "json", "--min-score", "0", "--min-rule-score", "0"))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("\"mutation_score\" : 50.0")
                .contains("\"fate\" : \"survived\"")
                .contains("\"coverage\" : 83.3");
    }

    @Test
    void aFileChoosesItsRule() throws IOException {
        write("rules/others/other.yml", RULE.replace("id: failures", "id: other"));
        assertThat(run()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).endsWith("4 tests, 0 failed\n");
        assertThat(run("others/other.yml")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).endsWith("ok       other, 2 tests\n2 tests, 0 failed\n");
        assertThat(run("others")).isEqualTo(ExitCode.DONE);
        assertThat(run("runbooks")).isEqualTo(ExitCode.USAGE);
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of("rules", "test", "--rules", path("rules")));
        all.addAll(List.of(args));
        return tokenwatch(all.toArray(String[]::new));
    }
}
