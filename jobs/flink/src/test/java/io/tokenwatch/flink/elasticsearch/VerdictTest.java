package io.tokenwatch.flink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    @ParameterizedTest
    @CsvSource({
        "200, '', WRITTEN",
        "201, '', WRITTEN",
        "409, version_conflict_engine_exception, PRESENT",
        "408, '', RETRY",
        "429, es_rejected_execution_exception, RETRY",
        "429, cluster_block_exception, RETRY",
        "403, cluster_block_exception, RETRY",
        "500, exception, RETRY",
        "502, '', RETRY",
        "503, unavailable_shards_exception, RETRY",
        "400, document_parsing_exception, REJECTED",
        "400, strict_dynamic_mapping_exception, REJECTED",
        "413, '', REJECTED",
        "404, document_missing_exception, REJECTED",
        "404, index_not_found_exception, FATAL",
        "401, security_exception, FATAL",
        "403, security_exception, FATAL",
    })
    void ofItems(int status, String error, Verdict verdict) {
        assertThat(Verdict.ofItem(status, error)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "408, '', RETRY",
        "429, circuit_breaking_exception, RETRY",
        "500, '', RETRY",
        "502, '', RETRY",
        "503, cluster_block_exception, RETRY",
        "403, cluster_block_exception, RETRY",
        "400, illegal_argument_exception, DIVIDE",
        "413, '', DIVIDE",
        "401, security_exception, FATAL",
        "403, security_exception, FATAL",
        "404, index_not_found_exception, FATAL",
        "405, '', FATAL",
    })
    void ofRequests(int status, String error, Verdict verdict) {
        assertThat(Verdict.ofRequest(status, error)).isEqualTo(verdict);
    }

    @Test
    void brokenConnectionsAreWorthAnotherTry() {
        assertThat(Failure.of(new CompletionException(new ConnectException("refused")))
                        .verdict())
                .isEqualTo(Verdict.RETRY);
        assertThat(Failure.of(new SocketTimeoutException()).verdict()).isEqualTo(Verdict.RETRY);
        assertThat(Failure.of(new IOException("Connection reset by peer")).verdict())
                .isEqualTo(Verdict.RETRY);
        assertThat(Failure.of(new NullPointerException()).verdict()).isEqualTo(Verdict.FATAL);
    }
}
