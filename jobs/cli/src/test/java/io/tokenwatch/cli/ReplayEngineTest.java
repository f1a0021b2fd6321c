package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayEngineTest extends CommandTest {
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
    void autoSaysWhatItChoseAndWhy() {
        assertThat(replay(path("events.ndjson"))).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(err.toString()).contains("engine: local, because some 0.0 GB of logs are within half the memory");
    }

    @Test
    void flinkReadsNoStream() {
        assertThat(replay("-", "--engine", "flink")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--engine flink reads files");
    }

    @Test
    void anotherEngineIsRefused() {
        assertThat(replay(path("events.ndjson"), "--engine", "spark")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("spark");
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
