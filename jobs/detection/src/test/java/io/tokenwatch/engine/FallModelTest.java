package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.AlertJson;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** {@code spike} with {@code direction: fall} against its semantics, and the same alerts however the events come. */
class FallModelTest {
    private static final int TIMES = 15;
    private static final long WIDTH = 8 * 3_600_000;
    private static final long DAY = 3;
    private static final RulePack PACK = Rules.pack("""
            id: fall
            version: 1
            title: fall
            detection: {issued: {event_type: token.issued}}
            correlation: {type: spike, direction: fall, group-by: [client_id], bucket: 8h, floor: 2, z: 0.9}
            suppress: {by: [client_id], for: 8h}
            """);

    private static List<TokenEvent> events(Dice dice) {
        List<TokenEvent> events = new ArrayList<>();
        for (int bucket = 0; bucket < 40; bucket++) {
            int count = bucket > 21 && dice.chance(0.4) ? dice.below(2) : 2 + dice.below(3);
            for (int i = bucket > 26 && bucket < 41 ? (dice.chance(0.3) ? 0 : count) : count; i > 0; i--) {
                long time = bucket * WIDTH + dice.below((int) WIDTH);
                events.add(Events.event("e" + events.size(), time, "token.issued", "client_id", "c1"));
            }
        }
        return events;
    }

    /** Times at which a bucket was over that held too little. */
    private static NavigableSet<Long> model(List<TokenEvent> events) {
        TreeSet<Long> buckets = new TreeSet<>();
        events.forEach(event -> buckets.add(Math.floorDiv(event.eventTime(), WIDTH)));
        TreeSet<Long> found = new TreeSet<>();
        long newest = events.stream().mapToLong(TokenEvent::eventTime).max().orElseThrow();
        for (long bucket = buckets.first() + 7 * DAY; (bucket + 1) * WIDTH - 1 <= newest; bucket++) {
            Long before = buckets.floor(bucket);
            long at = bucket;
            double[] usual = LongStream.rangeClosed(1, 14)
                    .flatMap(day -> LongStream.of(-1, 0, 1).map(by -> at - day * DAY + by))
                    .filter(past -> past >= buckets.first())
                    .mapToDouble(past -> count(events, past))
                    .sorted()
                    .toArray();
            double median = median(usual);
            double[] deviations = java.util.Arrays.stream(usual)
                    .map(c -> Math.abs(c - median))
                    .sorted()
                    .toArray();
            double spread = Math.max(1, Math.max(Math.sqrt(median), 1.4826 * median(deviations)));
            boolean near = before != null && bucket - before <= 12;
            if (near && median >= 2 && count(events, bucket) <= Math.floor(median - 0.9 * spread)) {
                found.add((bucket + 1) * WIDTH);
            }
        }
        return found;
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static long count(List<TokenEvent> events, long bucket) {
        return events.stream()
                .filter(event -> Math.floorDiv(event.eventTime(), WIDTH) == bucket)
                .count();
    }

    private static List<String> alerts(LocalEngine engine) {
        return engine.alerts().stream().map(AlertJson::line).sorted().toList();
    }

    private static LocalEngine anyhow(List<TokenEvent> events) {
        LocalEngine engine = new LocalEngine(PACK);
        events.forEach(engine::accept);
        return engine;
    }

    /** As a replay does: nothing is late, and what is past is forgotten. */
    private static LocalEngine inOrder(Dice dice, List<TokenEvent> events) {
        LocalEngine engine = new LocalEngine(PACK);
        List<TokenEvent> sorted = Traffic.sorted(events);
        engine.observe(sorted.get(0).eventTime());
        engine.observe(sorted.get(sorted.size() - 1).eventTime());
        for (TokenEvent event : sorted) {
            engine.advance(event.eventTime());
            engine.accept(event);
            if (dice.chance(0.1)) {
                engine.sweep();
            }
        }
        return engine;
    }

    @Test
    void isWhatTheSemanticsSay() {
        int[] found = new int[1];
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = events(dice);
            LocalEngine engine = anyhow(dice.shuffled(events));
            TreeSet<Long> times = new TreeSet<>();
            engine.alerts().forEach(alert -> times.add(alert.time()));
            assertThat(times).isEqualTo(model(events));
            found[0] += times.size();
        });
        assertThat(found[0]).isGreaterThan(TIMES);
    }

    @Test
    void isTheSameInAnyOrderRepeatedAndWithWhatIsPastForgotten() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = events(dice);
            List<String> alerts = alerts(anyhow(events));
            assertThat(alerts(anyhow(dice.duplicated(events)))).isEqualTo(alerts);
            assertThat(alerts(inOrder(dice, events))).isEqualTo(alerts);
        });
    }
}
