package io.tokenwatch.flink.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertIndicesTest {
    private static final long JANUARY =
            Instant.parse("2026-01-31T23:59:59.999Z").toEpochMilli();

    @Test
    void anIndexNameTakesTheTenantAsFarAsItMay() {
        assertThat(AlertIndices.part("acme")).isEqualTo("acme");
        assertThat(AlertIndices.part("acme.eu_1")).isEqualTo("acme.eu_1");
        assertThat(AlertIndices.part("")).isEqualTo("default");
    }

    @Test
    void tenantsThatDifferOnlyInWhatGaveWayStayApart() {
        List<String> parts =
                List.of("Acme", "ACME", "ac me", "ac/me", "ac*me", "acme-1", "x".repeat(300), "y".repeat(300)).stream()
                        .map(AlertIndices::part)
                        .toList();
        assertThat(parts).doesNotHaveDuplicates().allMatch(part -> part.matches("[a-z0-9_.]{1,120}"));
    }

    @Test
    void nothingOfAReplayIsAmongTheLogs() {
        AlertIndices replay = AlertIndices.replay("2026q1");
        assertThat(List.of(
                        replay.state(false, JANUARY),
                        replay.state(true, JANUARY),
                        replay.transitions(false, "acme", JANUARY),
                        replay.transitions(true, "", JANUARY)))
                .containsExactly(
                        "tokenwatch-replay-2026q1-alerts-2026.01",
                        "tokenwatch-replay-2026q1-shadow-alerts-2026.01",
                        "tokenwatch-replay-2026q1-transitions-acme-2026.01",
                        "tokenwatch-replay-2026q1-shadow-transitions-default-2026.01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-b", "A", "a*", "../x", ".a", "a,b"})
    void aRunHasANameThatReachesNoOtherIndex(String run) {
        assertThatThrownBy(() -> AlertIndices.replay(run)).isInstanceOf(IllegalArgumentException.class);
    }
}
