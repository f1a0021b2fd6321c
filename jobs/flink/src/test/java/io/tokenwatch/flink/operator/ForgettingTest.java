package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.testing.AlertIndex;
import io.tokenwatch.flink.testing.Dice;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.rule.RuleFiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** State goes when the watermark has passed all that it could matter for; the end of the input forgets nothing. */
class ForgettingTest {
    private static final RuleFiles FORGETFUL = Traffic.rules(
            Traffic.DENIED, Traffic.FAILURES, Traffic.VOLUME, Traffic.NETWORKS, Traffic.USE_AFTER_REVOCATION);
    private static final DetectSettings PUNCTUAL = DetectSettings.live("r").withLateness(0);

    private static TokenEvent event(String id, long time, String type, String outcome) {
        TokenEvent event = Traffic.event(id, time, type);
        event.set(Field.CLIENT_ID, "c1");
        event.set(Field.OUTCOME, outcome);
        event.set(Field.SRC_ASN, 1L);
        return event;
    }

    @Test
    void keysThatNobodyTouchesAgainAreForgotten() {
        Dice.roll(6, dice -> {
            List<TokenEvent> events = Traffic.events(dice, 150, 40, 4_000);
            DetectSettings settings = DetectSettings.live("r").withCache(dice.pick(0, 2, 1_000));
            try (LiveOperator job = new LiveOperator(FORGETFUL, settings)) {
                for (TokenEvent event : events) {
                    job.accept(event);
                    if (dice.chance(0.02)) {
                        job.checkpoint();
                        job.restart(FORGETFUL, dice.pick(1, 2)); // old timers may fire again into new state
                    }
                }
                job.checkpoint();
                assertThat(job.keys()).isGreaterThan(40);
                assertThat(job.due()).isGreaterThanOrEqualTo(job.keys());
                for (long time = 0; time <= 600_000 + Traffic.LONGEST; time += 600_000) {
                    job.watermark(time);
                }
                job.checkpoint();
                assertThat(job.keys()).isZero();
                assertThat(job.due()).isZero();
                AlertIndex.assertSame(job.index().standing(), AlertIndex.oracle(FORGETFUL, events));
            }
        });
    }

    @Test
    void whatMayStillMatterStays() throws Exception {
        try (LiveOperator job = new LiveOperator(Traffic.rules(Traffic.FAILURES), PUNCTUAL)) {
            job.accept(event("e1", 100_000, "token.validated", "failure"));
            job.watermark(160_000); // within the timespan of 60 s, to the millisecond
            job.accept(event("e2", 160_000, "token.validated", "failure"));
            job.accept(event("e3", 160_000, "token.validated", "failure"));
            assertThat(job.changes()).containsExactly("failures opened");
        }
    }

    @Test
    void theEndOfTheInputForgetsNothing() throws Exception {
        try (LiveOperator job = new LiveOperator(FORGETFUL, PUNCTUAL)) {
            Traffic.events(new Dice(1), 60, 20, 4_000).forEach(job::accept);
            job.barrier();
            int keys = job.keys();
            int emitted = job.emitted().size();
            job.watermark(Long.MAX_VALUE);
            job.barrier();
            assertThat(job.keys()).isEqualTo(keys).isPositive();
            assertThat(job.emitted()).hasSize(emitted);
        }
    }

    @Test
    void anEventBeforeTheWatermarkLessTheLatenessIsCountedAsLate() throws Exception {
        DetectSettings settings = PUNCTUAL.withLateness(40_000);
        try (LiveOperator job = new LiveOperator(Traffic.rules(Traffic.DENIED), settings)) {
            job.watermark(100_000);
            job.accept(event("e1", 60_000, "token.validated", "failure"));
            assertThat(job.late()).isZero();
            job.accept(event("e2", 59_999, "token.validated", "failure"));
            assertThat(job.late()).isEqualTo(1);
            assertThat(job.changes()).as("counted, not dropped").hasSize(2);
        }
    }

    /** The timer of such an event lies in the past; it once fired without end. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a spin heeds no interrupt
    void aLateEventDoesNotStopTheClock() throws Exception {
        try (LiveOperator job = new LiveOperator(Traffic.rules(Traffic.DENIED), PUNCTUAL)) {
            job.watermark(100_000);
            job.accept(event("e1", 10_000, "token.validated", "failure"));
            job.watermark(130_000);
            job.watermark(200_000);
            job.watermark(300_000);
            job.barrier();
            assertThat(job.keys()).isZero();
        }
    }

    /** A key that always keeps something must still let go of what is over. */
    @Test
    void aKeyThatLearnsForEverStillHasATimerForTheRest() throws Exception {
        try (LiveOperator job = new LiveOperator(
                Traffic.rules(Traffic.NEW_NETWORK, Traffic.NETWORKS, Traffic.VOLUME, Traffic.FAILURES), PUNCTUAL)) {
            job.accept(event("e1", 1_000, "token.issued", "success"));
            job.checkpoint();
            job.watermark(600_000);
            assertThat(job.due()).isZero();
            job.accept(event("e2", 700_000, "token.validated", "failure"));
            assertThat(job.due()).isEqualTo(1);
        }
    }

    @Test
    void anEventThatTeachesNothingLeavesNothing() throws Exception {
        try (LiveOperator job = new LiveOperator(Traffic.rules(Traffic.NEW_NETWORK), PUNCTUAL)) {
            TokenEvent nowhere = event("e1", 1_000, "token.issued", "success");
            nowhere.set(Field.SRC_ASN, TokenEvent.ABSENT);
            job.accept(nowhere);
            job.barrier();
            assertThat(job.keys()).isZero();
        }
    }
}
