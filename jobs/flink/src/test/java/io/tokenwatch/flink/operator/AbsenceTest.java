package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.testing.AlertIndex;
import io.tokenwatch.flink.testing.Dice;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.rule.RuleFiles;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What does not happen is found when the watermark passes the time by which it should have: no event tells. */
class AbsenceTest {
    private static final String NOT_REDEEMED = """
            id: not-redeemed
            version: 1
            title: absence
            detection: {issued: {event_type: code.issued}, redeemed: {event_type: code.redeemed}}
            correlation: {type: absence, steps: [issued, redeemed], group-by: [token_id], timespan: 90s}
            suppress: {by: [token_id], for: 1h}
            """;
    private static final String NEVER_ISSUED = """
            id: never-issued
            version: 1
            title: absence of what should have come before
            detection: {issued: {event_type: token.issued}, used: {event_type: token.validated}}
            correlation:
              type: absence
              steps: [issued, used]
              not_before: issued
              since: issued_at
              forget_after: 1h
              group-by: [token_id]
              timespan: 30s
            suppress: {by: [token_id], for: 1h}
            """;
    private static final RuleFiles RULES = Traffic.rules(NOT_REDEEMED);
    private static final String OPENED = "not-redeemed opened";
    private static final TokenEvent ISSUED = event("e1", 100_000, "code.issued", "t1");
    /** Shows that redemptions are told of: what is never told cannot be missed. */
    private static final TokenEvent TOLD = event("e0", 50_000, "code.redeemed", "another");

    private static final TokenEvent REDEEMED = event("e2", 190_000, "code.redeemed", "t1");

    private LiveOperator job;

    @BeforeEach
    void start() throws Exception {
        job = new LiveOperator(RULES, DetectSettings.live("r"));
        job.accept(TOLD);
    }

    @AfterEach
    void stop() {
        job.close();
    }

    private static TokenEvent event(String id, long time, String type, String token) {
        TokenEvent event = Traffic.event(id, time, type);
        event.set(Field.TOKEN_ID, token);
        return event;
    }

    @Test
    void theAlertComesWhenTheWatermarkPasses() throws Exception {
        job.accept(ISSUED);
        job.watermark(189_999);
        job.checkpoint();
        assertThat(job.changes()).isEmpty();
        job.watermark(190_000);
        assertThat(job.changes()).as("waits for the checkpoint that holds it").isEmpty();
        job.checkpoint();
        assertThat(job.changes()).containsExactly(OPENED);
    }

    @Test
    void whatHappensInTimePreventsIt() throws Exception {
        job.accept(REDEEMED);
        job.accept(ISSUED);
        job.watermark(400_000);
        job.checkpoint();
        assertThat(job.changes()).isEmpty();
    }

    @Test
    void whatComesLateTakesItBack() throws Exception {
        job.accept(ISSUED);
        job.watermark(250_000);
        job.checkpoint();
        job.accept(REDEEMED);
        job.checkpoint();
        assertThat(job.changes()).containsExactly(OPENED, "not-redeemed retracted");
    }

    @Test
    void anIssuerThatNeverToldOfItIsNotSilent() throws Exception {
        try (LiveOperator other = new LiveOperator(RULES, DetectSettings.live("r"))) {
            other.accept(ISSUED);
            other.watermark(400_000);
            other.checkpoint();
            assertThat(other.changes()).isEmpty();
            other.accept(event("e4", 99_000, "code.redeemed", "t4"));
            other.watermark(190_000 + 3_600_000); // it is looked at once more when none can come any more that tells
            other.checkpoint();
            assertThat(other.changes()).as("that it tells turned out late").containsExactly(OPENED);
        }
    }

    @Test
    void afterARestoreTheTimeStillPasses() throws Exception {
        job.accept(ISSUED);
        job.watermark(150_000);
        job.checkpoint();
        job.crash();
        job.watermark(190_000);
        job.checkpoint();
        assertThat(job.changes()).containsExactly(OPENED);
    }

    @Test
    void rescaledItComesOnceToo() throws Exception {
        job.accept(ISSUED);
        job.checkpoint();
        job.restart(RULES, 3);
        job.watermark(190_000);
        job.checkpoint();
        job.checkpoint(); // the first one holds the alert as not yet published, and would publish it again
        job.restart(RULES, 2);
        job.watermark(190_000);
        job.checkpoint();
        assertThat(job.changes()).containsExactly(OPENED);
    }

    /** After a restart the watermark begins anew; what was decided stays so. */
    @Test
    void aRestoreTakesNothingBack() throws Exception {
        job.accept(ISSUED);
        job.watermark(190_000);
        job.checkpoint();
        job.checkpoint();
        job.crash();
        job.accept(event("e3", 150_000, "code.issued", "t1"));
        job.watermark(160_000);
        job.checkpoint();
        assertThat(job.changes()).containsExactly(OPENED);
    }

    @Test
    void aCrashBeforeTheCheckpointLosesNothing() throws Exception {
        job.accept(ISSUED);
        job.checkpoint();
        job.watermark(190_000);
        job.crash();
        assertThat(job.changes()).isEmpty();
        job.watermark(200_000);
        job.checkpoint();
        assertThat(job.changes()).containsExactly(OPENED);
    }

    @Test
    void aSecondOneGrowsTheAlert() throws Exception {
        job.accept(ISSUED);
        job.watermark(190_000);
        job.accept(event("e3", 200_000, "code.issued", "t1"));
        job.checkpoint();
        assertThat(job.changes()).containsExactly(OPENED);
        job.watermark(290_000);
        job.elapse(10_000);
        job.checkpoint();
        assertThat(job.changes()).containsExactly(OPENED, "not-redeemed updated");
    }

    @Test
    void theKeyIsForgottenWhenAllIsOver() throws Exception {
        job.accept(ISSUED);
        for (long time = 0; time <= 3 * 3_600_000; time += 600_000) {
            job.watermark(time);
        }
        job.checkpoint();
        assertThat(job.changes()).containsExactly(OPENED, "not-redeemed closed");
        assertThat(job.keys()).isZero();
        assertThat(job.due()).isZero();
    }

    @Test
    void aBusyKeySetsFewTimers() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            job.accept(event("i" + i, i * 10L, "code.issued", "t1"));
            job.accept(event("r" + i, i * 10L + 5, "code.redeemed", "t1"));
        }
        assertThat(job.due()).isLessThan(5);
    }

    @Test
    void throughCrashesTheAlertsOfTheEngineInMemory() {
        RuleFiles both = Traffic.rules(NOT_REDEEMED, NEVER_ISSUED);
        int[] alerts = new int[1];
        Dice.roll(30, dice -> {
            List<TokenEvent> events = java.util.stream.IntStream.range(0, 60)
                    .mapToObj(i -> random(dice, "e" + i, dice.below(60) * 10_000L))
                    .toList();
            int lateness = 60_000;
            List<TokenEvent> arrivals = Traffic.delayed(dice, events, lateness);
            DetectSettings settings =
                    DetectSettings.live("r").withLateness(lateness).withCache(dice.pick(0, 2, 1_000));
            try (LiveOperator live = new LiveOperator(both, settings)) {
                long newest = Long.MIN_VALUE;
                long newestThen = Long.MIN_VALUE;
                int checkpointed = 0;
                int crashes = 0;
                live.checkpoint();
                for (int next = 0; next < arrivals.size(); next++) {
                    live.accept(arrivals.get(next));
                    newest = Math.max(newest, arrivals.get(next).eventTime());
                    if (dice.chance(0.4)) {
                        live.watermark(newest);
                    }
                    if (dice.chance(0.1)) {
                        live.checkpoint();
                        checkpointed = next + 1;
                        newestThen = newest;
                    } else if (crashes < 3 && dice.chance(0.05)) {
                        live.restart(both, dice.pick(1, 2, 3));
                        crashes++;
                        next = checkpointed - 1;
                        newest = newestThen;
                    }
                }
                live.watermark(newest);
                live.endOfInput();
                List<TokenEvent> all = new java.util.ArrayList<>(events);
                alerts[0] += live.index().standing().size();
                AlertIndex.assertSame(live.index().standing(), AlertIndex.oracle(both, all));
            }
        });
        assertThat(alerts[0]).isGreaterThan(100);
    }

    private static TokenEvent random(Dice dice, String id, long time) {
        String type = dice.pick("code.issued", "code.redeemed", "token.issued", "token.validated", "token.validated");
        TokenEvent event = event(id, time, type, "t" + dice.below(8));
        event.set(Field.ISSUED_AT, Math.max(0, time - dice.below(6) * 10_000L));
        event.set(Field.ISSUER, time < 200_000 ? "early" : dice.pick("early", "begins later", "-"));
        return event;
    }
}
