package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command with a Flink cluster in it. */
class ReplayEngineIT extends CommandTest {
    @BeforeEach
    void files() throws IOException {
        write("rules/failures.yml", """
                id: failures
                version: 1
                title: A request failed
                detection:
                  failed: {event_type: token.refreshed, outcome: failure}
                suppress: {by: [client_id], for: 1h}
                """);
        write("keys", "t1 always " + "ab".repeat(32));
        folder.resolve("keys").toFile().setReadable(false, false);
        folder.resolve("keys").toFile().setReadable(true, true);
        write("events.ndjson", """
                {"event_type":"token.refreshed","event_time":"2026-01-05T10:00:00Z","client_id":"c1","outcome":"failure"}
                """);
    }

    @Test
    void bothWriteTheSame() {
        assertThat(replay(path("events.ndjson"), "--engine", "local")).isEqualTo(ExitCode.DONE);
        assertThat(tokenwatch(arguments("flink", path("events.ndjson"), "--engine", "flink")))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        for (String name : List.of("alerts.ndjson", "summary.json", "report.html")) {
            assertThat(folder.resolve("flink").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("out").resolve(name));
        }
    }

    private int replay(String... arguments) {
        return tokenwatch(arguments("out", arguments));
    }

    private String[] arguments(String out, String... more) {
        List<String> all = new ArrayList<>(
                List.of("replay", "--rules", path("rules"), "--token-keys", path("keys"), "--out", path(out)));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
