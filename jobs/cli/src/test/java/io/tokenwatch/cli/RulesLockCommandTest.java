package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class RulesLockCommandTest extends CommandTest {
    private static final String RULE = """
            id: failures
            version: 1
            title: A request failed
            detection:
              failed: {event_type: token.refreshed, outcome: failure}
            suppress: {by: [client_id], for: 1h}
            """;

    @Test
    void logicDoesNotChangeWithoutTheVersion() throws IOException {
        assertThat(lock(RULE)).isEqualTo(ExitCode.DONE);
        String locked = locked();
        assertThat(locked).contains("\nfailures 1 ");

        assertThat(lock(RULE.replace("A request", "One request"))).isEqualTo(ExitCode.DONE);
        assertThat(locked()).isEqualTo(locked);

        assertThat(lock(RULE.replace("for: 1h", "for: 2h"))).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(out.toString())
                .contains(
                        "failures.yml:2:10: the logic of 'failures' is not that of version 1: raise its version to 2");
        assertThat(locked()).isEqualTo(locked);

        assertThat(lock(RULE.replace("for: 1h", "for: 2h").replace("version: 1", "version: 2")))
                .isEqualTo(ExitCode.DONE);
        assertThat(locked()).contains("\nfailures 2 ").isNotEqualTo(locked.replace("failures 1", "failures 2"));
    }

    private String locked() throws IOException {
        return Files.readString(folder.resolve("versions.lock"));
    }

    private int lock(String rule) throws IOException {
        Files.writeString(folder.resolve("failures.yml"), rule);
        return tokenwatch("rules", "lock", folder.toString());
    }
}
