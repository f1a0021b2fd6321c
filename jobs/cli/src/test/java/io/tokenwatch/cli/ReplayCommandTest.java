package io.tokenwatch.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** {@code replay} with one rule, one key, and a log of one event that the rule alerts on. */
abstract class ReplayCommandTest extends CommandTest {
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

    protected final int replay(String... arguments) {
        return tokenwatch(arguments("out", arguments));
    }

    protected final String[] arguments(String out, String... more) {
        List<String> all = new ArrayList<>(
                List.of("replay", "--rules", path("rules"), "--token-keys", path("keys"), "--out", path(out)));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
