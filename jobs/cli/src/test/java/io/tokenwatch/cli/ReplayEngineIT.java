package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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

    @Test
    void standardInputIsKeptUntilTheResultsAreThere() throws IOException {
        byte[] events = Files.readAllBytes(folder.resolve("events.ndjson"));
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(events));
            assertThat(replay("-", "--engine", "local")).isEqualTo(ExitCode.DONE);
            System.setIn(new ByteArrayInputStream(events));
            assertThat(tokenwatch(arguments("flink", "-", "--engine", "flink")))
                    .as(err.toString())
                    .isEqualTo(ExitCode.DONE);
        } finally {
            System.setIn(before);
        }
        assertThat(err.toString()).contains("standard input is read to its end and kept in ");
        for (String name : List.of("alerts.ndjson", "summary.json", "report.html")) {
            assertThat(folder.resolve("flink").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("out").resolve(name));
        }
        assertThat(folder.resolve("flink/.replay")).doesNotExist();
    }
}
