package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.testing.AlertIndex;
import io.tokenwatch.flink.testing.Dice;
import io.tokenwatch.flink.testing.Traffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/** Through crashes, whatever the cache, the backend and the parallelism: the alerts of the engine in memory. */
class RestoreTest {
    private static final int LATENESS = 30_000;

    @Test
    void crashesAnywhereGiveTheAlertsOfTheOracle() {
        Dice.roll(20, dice -> survives(dice, new HashMapStateBackend(), 120));
    }

    @Test
    void onRocksDbToo() {
        Dice.roll(1, dice -> survives(dice, new EmbeddedRocksDBStateBackend(), 40));
    }

    /** Kafka hands out again what came since the checkpoint; meanwhile the parallelism may have changed. */
    private static void survives(Dice dice, StateBackend backend, int count) throws Exception {
        List<TokenEvent> events = Traffic.events(dice, count, 1 + dice.below(12), 4_000);
        List<TokenEvent> arrivals = Traffic.delayed(dice, events, LATENESS);
        DetectSettings settings =
                DetectSettings.live("r").withLateness(LATENESS).withCache(dice.pick(0, 1, 2, 10, 1_000));
        try (LiveOperator job = new LiveOperator(Traffic.RULES, settings, dice.pick(1, 2), backend)) {
            long newest = Long.MIN_VALUE;
            long newestAtCheckpoint = Long.MIN_VALUE;
            int checkpointed = 0;
            int crashes = 0;
            for (int next = 0; next < arrivals.size(); next++) {
                job.accept(arrivals.get(next));
                newest = Math.max(newest, arrivals.get(next).eventTime());
                if (dice.chance(0.2)) {
                    job.watermark(newest);
                }
                if (dice.chance(0.1)) {
                    job.elapse(dice.pick(1, 6_000));
                }
                if (dice.chance(0.08)) {
                    job.checkpoint();
                    checkpointed = next + 1;
                    newestAtCheckpoint = newest;
                } else if (dice.chance(0.02)) {
                    job.snapshot(); // never completes
                } else if (crashes < 4 && dice.chance(0.05)) {
                    job.restart(Traffic.RULES, dice.pick(1, 2, 3));
                    crashes++;
                    next = checkpointed - 1;
                    newest = newestAtCheckpoint;
                }
            }
            job.endOfInput();
            AlertIndex.assertSame(job.index().standing(), AlertIndex.oracle(Traffic.RULES, events));
        }
    }

    @Test
    void everyRuleRaisesAlertsHere() {
        Map<String, Integer> alerts = new HashMap<>();
        Dice.roll(5, dice -> {
            List<TokenEvent> events = Traffic.events(dice, 120, 4, 4_000);
            try (LiveOperator job = new LiveOperator(Traffic.RULES, DetectSettings.live("r"))) {
                events.forEach(job::accept);
                job.endOfInput();
                job.emitted().forEach(record -> alerts.merge(record.ruleId(), 1, Integer::sum));
            }
        });
        assertThat(alerts.keySet())
                .containsExactlyInAnyOrderElementsOf(Traffic.RULES.compile().rules().stream()
                        .map(rule -> rule.id())
                        .toList());
    }

    /** What is beyond the lateness is counted, also between a restart and the first watermark after it. */
    @Test
    void eventsThatAreTooLateAreCountedAlikeWithAndWithoutACrash() {
        Dice.roll(5, dice -> {
            List<TokenEvent> arrivals = dice.shuffled(Traffic.events(dice, 80, 3, 4_000));
            DetectSettings settings = DetectSettings.live("r").withLateness(LATENESS);
            int crashAt = dice.below(arrivals.size());
            try (LiveOperator steady = new LiveOperator(Traffic.RULES, settings);
                    LiveOperator crashing = new LiveOperator(Traffic.RULES, settings)) {
                long newest = Long.MIN_VALUE;
                for (int i = 0; i < arrivals.size(); i++) {
                    for (LiveOperator job : List.of(steady, crashing)) {
                        job.accept(arrivals.get(i));
                        if (i == crashAt) {
                            job.checkpoint();
                        }
                    }
                    if (i == crashAt) {
                        crashing.crash();
                    }
                    newest = Math.max(newest, arrivals.get(i).eventTime());
                    if (i % 5 == 0) {
                        steady.watermark(newest);
                        crashing.watermark(newest);
                    }
                }
                assertThat(crashing.late()).isEqualTo(steady.late()).isPositive();
            }
        });
    }

    /** Shows that the comparison can fail: a job that loses what its cache holds gives other alerts. */
    @Test
    void withoutTheFlushBeforeTheBarrierAlertsAreLost() throws Exception {
        List<TokenEvent> events = Traffic.events(new Dice(7), 120, 4, 4_000);
        List<Map<String, String>> standing = new ArrayList<>();
        for (boolean flush : new boolean[] {true, false}) {
            try (LiveOperator job = new LiveOperator(Traffic.RULES, DetectSettings.live("r"))) {
                events.subList(0, 60).forEach(job::accept);
                if (flush) {
                    job.barrier();
                }
                job.complete(job.write());
                job.crash();
                events.subList(60, 120).forEach(job::accept);
                job.endOfInput();
                standing.add(job.index().standing());
            }
        }
        assertThat(standing.get(0)).isEqualTo(AlertIndex.oracle(Traffic.RULES, events));
        assertThat(standing.get(1)).isNotEqualTo(standing.get(0));
    }
}
