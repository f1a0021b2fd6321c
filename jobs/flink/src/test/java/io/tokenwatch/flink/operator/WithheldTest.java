package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.testing.AlertIndex;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.rule.RuleFiles;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts that an event on its way could take back wait for the checkpoint that holds their opening. */
class WithheldTest {
    private static final RuleFiles RULES = Traffic.rules(Traffic.NEW_NETWORK);
    private static final TokenEvent FIRST = issued("e1", 60_000);

    /** Makes the finding of {@link #FIRST} move to an earlier suppression bucket. */
    private static final TokenEvent EARLIER = issued("e2", 20_000);

    private LiveOperator job;

    @BeforeEach
    void start() throws Exception {
        job = new LiveOperator(RULES, DetectSettings.live("r"));
    }

    @AfterEach
    void stop() {
        job.close();
    }

    private static TokenEvent issued(String id, long time) {
        TokenEvent event = Traffic.event(id, time, "token.issued");
        event.set(Field.CLIENT_ID, "c1");
        event.set(Field.SRC_ASN, 1L);
        return event;
    }

    @Test
    void publishedWhenTheCheckpointIsCompleteAndNoSooner() throws Exception {
        job.accept(FIRST);
        job.elapse(60_000);
        OperatorSubtaskState snapshot = job.snapshot();
        assertThat(job.changes()).isEmpty();
        job.complete(snapshot);
        assertThat(job.changes()).containsExactly("new-network opened");
    }

    @Test
    void publishedOnce() throws Exception {
        job.accept(FIRST);
        job.checkpoint();
        job.checkpoint();
        job.checkpoint();
        assertThat(job.changes()).hasSize(1);
    }

    @Test
    void afterACheckpointThatFailedTheNextOnePublishes() throws Exception {
        job.accept(FIRST);
        job.snapshot();
        job.accept(issued("e3", 61_000));
        assertThat(job.changes()).isEmpty();
        job.checkpoint();
        assertThat(job.changes()).startsWith("new-network opened");
    }

    @Test
    void whatCameAfterTheBarrierWaitsForTheNextCheckpoint() throws Exception {
        OperatorSubtaskState snapshot = job.snapshot();
        job.accept(FIRST);
        job.complete(snapshot);
        assertThat(job.changes()).isEmpty();
        job.checkpoint();
        assertThat(job.changes()).hasSize(1);
    }

    @Test
    void aCrashBeforeTheWordOfTheCheckpointLosesNothing() throws Exception {
        job.accept(FIRST);
        job.keep(job.snapshot());
        job.crash();
        assertThat(job.changes()).isEmpty();
        job.checkpoint();
        assertThat(job.changes()).containsExactly("new-network opened");
    }

    @Test
    void rescalingLosesNothing() throws Exception {
        job.accept(FIRST);
        job.keep(job.snapshot());
        job.restart(RULES, 3);
        job.checkpoint();
        job.restart(RULES, 1);
        assertThat(job.index().standing()).isEqualTo(AlertIndex.oracle(RULES, List.of(FIRST)));
    }

    /** Else one could stand published of which nothing is known any more when its event does not come again first. */
    @Test
    void aCrashForgetsWhatNoCheckpointHolds() throws Exception {
        job.checkpoint();
        job.accept(FIRST);
        job.crash();
        job.accept(EARLIER);
        job.accept(FIRST);
        job.endOfInput();
        assertThat(job.changes()).containsExactly("new-network opened");
        assertThat(job.index().standing()).isEqualTo(AlertIndex.oracle(RULES, List.of(FIRST, EARLIER)));
    }

    @Test
    void releasedAtTheEndOfTheInput() throws Exception {
        job.accept(FIRST);
        job.endOfInput();
        assertThat(job.changes()).containsExactly("new-network opened");
    }

    @Test
    void aRetractionOvertakesNothing() throws Exception {
        job.accept(FIRST);
        job.accept(EARLIER);
        assertThat(job.emitted()).isEmpty();
        job.checkpoint();
        assertThat(job.emitted().get(0).change()).isEqualTo("opened");
        String old = job.emitted().get(0).id();
        assertThat(job.emitted().stream().filter(r -> r.id().equals(old)).map(AlertRecord::change))
                .containsExactly("opened", "retracted");
        assertThat(job.index().standing()).isEqualTo(AlertIndex.oracle(RULES, List.of(FIRST, EARLIER)));
    }

    @Test
    void aRetractionAfterACrashReachesTheAlertPublishedBefore() throws Exception {
        job.accept(FIRST);
        job.checkpoint();
        job.crash();
        job.accept(EARLIER);
        job.checkpoint();
        assertThat(job.index().documents()).hasSize(2);
        assertThat(job.index().standing()).isEqualTo(AlertIndex.oracle(RULES, List.of(FIRST, EARLIER)));
    }

    @Test
    void withoutCheckpointsPublishedAtOnce() throws Exception {
        try (LiveOperator free =
                new LiveOperator(RULES, DetectSettings.live("r").withCheckpoints(false))) {
            free.accept(FIRST);
            assertThat(free.changes()).containsExactly("new-network opened");
        }
    }
}
