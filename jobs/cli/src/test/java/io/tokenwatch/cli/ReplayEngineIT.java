package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The command with a Flink cluster in it. */
class ReplayEngineIT extends ReplayCommandTest {
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
}
