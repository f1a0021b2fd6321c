package io.tokenwatch.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.demo.traffic.Planted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
    private final Scoreboard board = new Scoreboard();

    private static Planted attack(String token) {
        return new Planted("rule", "acme", Map.of("token_id", token), Instant.EPOCH, "what happened", "why");
    }

    private static AlertDocument alert(String token, String tenant, String action) {
        return new AlertDocument(
                token + action,
                new AlertDocument.Case("rule", tenant, Map.of("token_id", token)),
                action,
                "high",
                "title",
                List.of(),
                Instant.EPOCH);
    }

    @Test
    void whatWasPlantedAndStandsIsExact() {
        board.completed(attack("t1"), 1_000);
        assertThat(board.found(alert("t1", "acme", "opened"), 1_600)).hasValue(600);
        Scoreboard.Result result = board.compare(List.of(alert("t1", "acme", "opened")), 9_000);
        assertThat(result.isExact()).isTrue();
        assertThat(result).hasToString("planted 1, alerted 1, missed 0, extra 0");
    }

    @Test
    void anotherTenantsAlertIsNoHit() {
        board.completed(attack("t1"), 1_000);
        Scoreboard.Result result = board.compare(List.of(alert("t1", "globex", "opened")), 9_000);
        assertThat(result).hasToString("planted 1, alerted 1, missed 1, extra 1");
        assertThat(result.isExact()).isFalse();
    }

    @Test
    void anAttackThatEndedJustNowIsNotMissedYet() {
        board.completed(attack("t1"), 8_999);
        board.completed(attack("t2"), 9_000);
        assertThat(board.compare(List.of(), 9_000)).hasToString("planted 1, alerted 0, missed 1, extra 0");
    }

    @Test
    void onlyTheFirstSightOfAnAlertIsMeasured() {
        board.completed(attack("t1"), 1_000);
        assertThat(board.found(alert("t1", "acme", "retracted"), 1_200)).isEmpty();
        assertThat(board.found(alert("t1", "acme", "opened"), 1_600)).isPresent();
        assertThat(board.found(alert("t1", "acme", "reopened"), 5_000)).isEmpty();
        assertThat(board.latencies()).isEqualTo("p50 0.60 s, p99 0.60 s, slowest 0.60 s (of 1)");
    }

    @Test
    void percentilesAreMeasuredValues() {
        Latencies latencies = new Latencies();
        for (long millis = 100; millis >= 1; millis--) {
            latencies.add(millis);
        }
        assertThat(latencies.percentile(50)).isEqualTo(50);
        assertThat(latencies.percentile(99)).isEqualTo(99);
        assertThat(latencies.percentile(100)).isEqualTo(100);
    }
}
