package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.testing.AlertIndex;
import io.tokenwatch.flink.testing.Dice;
import io.tokenwatch.flink.testing.Traffic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache changes what is written when, and nothing else. */
class CacheTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 1_000})
    void anyCapacityGivesTheAlertsOfTheOracleAndTheSameState(int capacity) {
        Dice.roll(4, dice -> {
            List<TokenEvent> events = Traffic.events(dice, 250, 15, 3_000);
            List<TokenEvent> arrivals = Traffic.delayed(dice, events, 30_000);
            DetectSettings settings = DetectSettings.live("r").withLateness(30_000);
            try (LiveOperator job = new LiveOperator(Traffic.RULES, settings.withCache(capacity));
                    LiveOperator direct = new LiveOperator(Traffic.RULES, settings.withCache(0))) {
                long newest = Long.MIN_VALUE;
                for (TokenEvent event : arrivals) {
                    job.accept(event);
                    direct.accept(event);
                    newest = Math.max(newest, event.eventTime());
                    int then = dice.below(20);
                    for (LiveOperator each : List.of(job, direct)) {
                        if (then < 3) {
                            each.watermark(newest);
                        } else if (then == 3) {
                            each.elapse(6_000);
                        } else if (then == 4) {
                            each.checkpoint();
                            assertThat(job.index().standing().keySet())
                                    .containsAll(direct.index().standing().keySet());
                        }
                    }
                }
                job.checkpoint();
                direct.checkpoint();
                assertThat(job.keys()).isEqualTo(direct.keys());
                assertThat(job.due()).isEqualTo(direct.due());
                job.endOfInput();
                AlertIndex.assertSame(job.index().standing(), AlertIndex.oracle(Traffic.RULES, events));
            }
        });
    }

    @Test
    void writesBeforeTheBarrierWhatItHeldBack() throws Exception {
        List<TokenEvent> events = Traffic.events(new Dice(3), 30, 5, 1_000);
        try (LiveOperator job =
                new LiveOperator(Traffic.RULES, DetectSettings.live("r").withCache(1_000))) {
            events.forEach(job::accept);
            assertThat(job.keys()).isZero();
            job.barrier();
            assertThat(job.keys()).isPositive();
        }
    }
}
