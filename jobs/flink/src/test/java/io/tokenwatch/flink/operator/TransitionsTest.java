package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.testing.Dice;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.rule.PackLog;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** What is told of alerts is a function of the events and of their order: no clock, crash, cache or parallelism adds or removes a transition. */
class TransitionsTest {
    private static final int LATENESS = 30_000;
    private static final long END = Traffic.LONGEST * 2;

    @Test
    void liveTellsWhatAReplayTells() {
        Set<String> kinds = new HashSet<>();
        Dice.roll(15, dice -> {
            List<TokenEvent> events = Traffic.events(dice, 120, 1 + dice.below(8), 4_000).stream()
                    .sorted(Comparator.comparingLong(TokenEvent::eventTime))
                    .toList();
            Set<String> replayed = replayed(events);
            assertSame(live(dice, events), replayed);
            replayed.forEach(each -> kinds.add(each.split(" ", -1)[1]));
        });
        assertThat(kinds).contains("opened", "updated", "escalated", "closed");
    }

    @Test
    void outOfOrderAClockAndACrashStillChangeNothing() {
        Set<String> kinds = new HashSet<>();
        Dice.roll(15, dice -> {
            List<TokenEvent> arrivals = Traffic.delayed(dice, Traffic.events(dice, 120, 3, 4_000), LATENESS);
            Set<String> told = live(dice, arrivals);
            assertSame(live(dice, arrivals), told);
            told.forEach(each -> kinds.add(each.split(" ", -1)[1]));
        });
        assertThat(kinds).contains("retracted");
    }

    /** Shows what differs only. */
    private static void assertSame(Set<String> actual, Set<String> expected) {
        Set<String> extra = new TreeSet<>(actual);
        extra.removeAll(expected);
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(actual);
        assertThat(extra).as("told besides; missing are " + missing).isEmpty();
        assertThat(missing).as("not told").isEmpty();
    }

    /** In the order of their time nothing is withdrawn: what stands at the end is what was told. */
    private static Set<String> replayed(List<TokenEvent> events) {
        Set<String> told = new TreeSet<>();
        LocalEngine engine = new LocalEngine(PackLog.of(Traffic.RULES.compile()), (alert, change) -> {
            if (!change.name().equals("GROWN")) {
                told.add(alert.rule().id() + " " + change.name().toLowerCase(Locale.ROOT) + " "
                        + alert.level().word() + " " + alert.id());
            }
        });
        for (TokenEvent event : events) {
            engine.advance(event.eventTime());
            engine.accept(event);
        }
        engine.advance(END);
        engine.sweep();
        assertThat(engine.alerts()).isNotEmpty();
        return told;
    }

    private static Set<String> live(Dice dice, List<TokenEvent> events) throws Exception {
        DetectSettings settings =
                DetectSettings.live("r").withLateness(LATENESS).withCache(dice.pick(0, 1, 10, 1_000));
        try (LiveOperator job = new LiveOperator(Traffic.RULES, settings, dice.pick(1, 2), new HashMapStateBackend())) {
            long newest = Long.MIN_VALUE;
            long newestAtCheckpoint = Long.MIN_VALUE;
            int checkpointed = 0;
            int crashes = 0;
            for (int next = 0; next < events.size(); next++) {
                job.accept(events.get(next));
                newest = Math.max(newest, events.get(next).eventTime());
                if (dice.chance(0.1)) {
                    job.elapse(dice.pick(1, 6_000));
                }
                if (dice.chance(0.08)) {
                    job.watermark(newest);
                    job.checkpoint();
                    checkpointed = next + 1;
                    newestAtCheckpoint = newest;
                } else if (crashes < 3 && dice.chance(0.05)) {
                    job.restart(Traffic.RULES, dice.pick(1, 2, 3));
                    crashes++;
                    next = checkpointed - 1;
                    newest = newestAtCheckpoint;
                }
            }
            job.watermark(END + LATENESS + 60_000);
            job.endOfInput();
            return job.emitted().stream()
                    .filter(AlertRecord::isTransition)
                    .map(record -> record.ruleId() + " " + record.change() + " " + record.level() + " " + record.id())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
