package io.tokenwatch.console.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.console.triage.Action.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static Action action(int minute, Kind kind, String value) {
        return new Action("a" + minute, NOON.plusSeconds(60L * minute), "alert", "acme", "rule", kind, value, "");
    }

    private static Standing of(List<Action> actions) {
        Standing standing = new Standing(actions.get(0));
        actions.forEach(standing::add);
        return standing;
    }

    @Test
    void theLatestCountsWhateverTheOrderOfReading() {
        List<Action> actions = new ArrayList<>(List.of(
                action(1, Kind.ASSIGN, "ada"),
                action(2, Kind.VERDICT, "false_positive"),
                action(3, Kind.REOPEN, ""),
                action(4, Kind.VERDICT, "true_positive"),
                action(5, Kind.ASSIGN, "bob")));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(actions, new Random(seed));
            Standing standing = of(actions);
            assertThat(standing.verdict()).contains(Verdict.TRUE_POSITIVE);
            assertThat(standing.assignee()).isEqualTo("bob");
            assertThat(standing.isDone(NOON)).isTrue();
        }
    }

    @Test
    void aSnoozeEndsByItselfOrByReopening() {
        String until = NOON.plus(Duration.ofHours(1)).toString();
        Standing snoozed = of(List.of(action(1, Kind.SNOOZE, until)));
        assertThat(snoozed.isDone(NOON)).isTrue();
        assertThat(snoozed.isDone(NOON.plus(Duration.ofHours(1)))).isFalse();
        assertThat(of(List.of(action(1, Kind.SNOOZE, until), action(2, Kind.REOPEN, "")))
                        .isDone(NOON))
                .isFalse();
    }

    @Test
    void acknowledgingAndCommentingKeepItInTheQueue() {
        Standing standing = of(List.of(action(1, Kind.ACKNOWLEDGE, ""), action(2, Kind.COMMENT, "")));
        assertThat(standing.isDone(NOON)).isFalse();
        assertThat(standing.json(NOON).path("acknowledged").asBoolean()).isTrue();
    }
}
