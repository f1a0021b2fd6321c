package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayEngineTest extends ReplayCommandTest {
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
}
