package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BacktestCommandTest extends CommandTest {
    private static final String RULE = """
            id: failures
            version: 1
            title: A request failed
            level: low
            detection:
              failed: {event_type: token.refreshed, outcome: failure}
            suppress: {by: [client_id], for: 1h}
            """;
    private static final String EVENT = "{\"event_type\":\"token.refreshed\",\"event_time\":\"2026-01-05T10:00:00Z\","
            + "\"client_id\":\"c1\",\"outcome\":\"failure\"}\n";

    @BeforeEach
    void files() throws IOException {
        write("repository/rules/failures.yml", RULE);
        write("keys", "t1 always " + "ab".repeat(32));
        write("events.ndjson", EVENT);
        folder.resolve("keys").toFile().setReadable(false, false);
        folder.resolve("keys").toFile().setReadable(true, true);
    }

    @Test
    void printsATableAndWritesThePage() throws IOException {
        assertThat(backtest()).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "rule level alerts per day keys matched/M B/key state kB",
                        "failures low 1 1.00 1 1,000,000 " + bytesPerKey() + " 0",
                        "1 events judged over 1 days, 1 alerts, 0 dead letters",
                        "-> " + folder.resolve("out/report.html"));
        assertThat(Files.readString(folder.resolve("out/report.html"))).startsWith("<!DOCTYPE html>");
    }

    private String bytesPerKey() throws IOException {
        String rule = Files.readAllLines(folder.resolve("out/backtest.ndjson")).get(1);
        return rule.replaceFirst(".*\"state_bytes\":([0-9]+),.*", "$1");
    }

    @Test
    void comparesWithAnotherFolder() throws IOException {
        write("other/failures.yml", RULE.replace("level: low", "level: high"));
        assertThat(backtest("--against", path("other"))).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("difference\n").contains("changed, +0 -0 ~1\n");
    }

    @Test
    void comparesWithARevisionAndLeavesTheWorkTreeAlone() throws Exception {
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "first");
        write("repository/rules/failures.yml", RULE.replace("failure}", "success}"));
        assertThat(backtest("--against", "HEAD")).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("changed, +0 -1 ~0\n");
        assertThat(Files.readString(folder.resolve("out/backtest.ndjson")))
                .contains("{\"path\":\"detection.failed.outcome\",\"before\":\"failure\",\"after\":\"success\"}");
        assertThat(Files.readString(folder.resolve("repository/rules/failures.yml")))
                .contains("success}");
    }

    @Test
    void aRevisionThatIsNotThereIsWrongUsage() throws Exception {
        git("init", "-q");
        for (String revision : List.of("HEAD~7", "--output=/tmp/x", "nowhere")) {
            assertThat(backtest("--against=" + revision)).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString()).contains("'" + revision + "' is neither a folder nor a git revision");
            assertThat(folder.resolve("out")).doesNotExist();
        }
    }

    @Test
    void aRuleThatIsNotThereIsWrongUsage() throws IOException {
        assertThat(backtest("--rule", "failure")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("there is no rule 'failure': did you mean 'failures'?");
        write("repository/rules/failures.yml", RULE + "mode: off\n");
        assertThat(backtest("--rule", "failures")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("make it 'mode: shadow'");
    }

    @Test
    void theFirstLineIsForMachines() throws IOException {
        assertThat(backtest("--json", "--rule", "failures")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .startsWith("{\"type\":\"backtest\",\"read\":1,\"judged\":1,")
                .hasLineCount(1);
    }

    private int backtest(String... more) {
        List<String> args = new ArrayList<>(List.of("rules", "backtest", path("events.ndjson")));
        args.addAll(List.of("--rules", path("repository/rules"), "--token-keys", path("keys"), "--out", path("out")));
        args.addAll(List.of(more));
        return tokenwatch(args.toArray(String[]::new));
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", path("repository")));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
