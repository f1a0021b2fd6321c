package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayEngineTest extends ReplayCommandTest {
    @Test
    void autoSaysWhatItChoseAndWhy() {
        assertThat(replay(path("events.ndjson"))).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(err.toString())
                .contains("engine: local, because some 0.0 GB of logs are within 32 times the memory");
    }

    @Test
    void aClusterHasAnAddressAndIsForFlink() {
        assertThat(replay(path("events.ndjson"), "--cluster", "flink")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'flink' is no address of a Flink cluster");
        assertThat(replay(path("events.ndjson"), "--cluster", "flink:8081", "--engine", "local"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--cluster is for --engine flink");
        assertThat(replay(path("events.ndjson"), "--shared", "s3://a/b")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--shared is for --cluster");
    }

    @Test
    void aSchemeThatNoPluginKnowsIsSaid() {
        assertThat(replay("nowhere://bucket/logs")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err.toString()).contains("cannot list nowhere://bucket/logs");
    }

    @Test
    void anotherEngineIsRefused() {
        assertThat(replay(path("events.ndjson"), "--engine", "spark")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("spark");
    }
}
