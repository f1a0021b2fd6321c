package io.tokenwatch.engine;

import io.tokenwatch.engine.Model.Found;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** {@code first_seen} with {@code only: returning} against its semantics: a pause between two neighbours of one value. */
class ReturningModelTest {
    private static final int TIMES = 150;
    private static final long FORGET_AFTER = 60_000;

    private static RulePack pack(String learn) {
        return Rules.pack("""
                id: back
                version: 1
                title: back
                detection: {used: {event_type: token.validated}}
                correlation:
                  {type: first_seen, only: returning, field: device_id, group-by: [client_id], forget_after: 60s%s}
                suppress: {by: [client_id], for: 45s}
                """.formatted(learn));
    }

    private static Model model(int minEvents) {
        Comparator<TokenEvent> byTime = Comparator.comparingLong(TokenEvent::eventTime);
        return new Model(45_000, events -> events.stream()
                .map(event -> event.text(Field.DEVICE_ID))
                .filter(device -> device != null)
                .distinct()
                .flatMap(device -> {
                    List<TokenEvent> seen = events.stream()
                            .filter(e -> device.equals(e.text(Field.DEVICE_ID)))
                            .sorted(byTime)
                            .toList();
                    return IntStream.range(1, seen.size())
                            .filter(i ->
                                    seen.get(i).eventTime() - seen.get(i - 1).eventTime() > FORGET_AFTER)
                            .mapToObj(seen::get);
                })
                .filter(event -> earlier(events, event) >= minEvents)
                .map(Found::by));
    }

    private static long earlier(List<TokenEvent> events, TokenEvent event) {
        return events.stream()
                .filter(e -> e.has(Field.DEVICE_ID) && e.eventTime() < event.eventTime())
                .count();
    }

    /** No two at one instant: which of them came back is the engine's own choice. */
    private static List<TokenEvent> traffic(Dice dice) {
        List<TokenEvent> events = new ArrayList<>();
        List<Long> times = dice.shuffled(LongStream.range(0, 40).boxed().toList());
        for (int i = dice.below(20); i > 0; i--) {
            long time = times.get(i) * 20_000 - 60_000 + (times.get(i) % 4 == 0 ? 1 : 0);
            String device = dice.pick("d1", "d1", "d2", "-");
            events.add(Events.event(
                    "e" + i, time, "token.validated", "client_id", dice.pick("c1", "c1", "c2"), "device_id", device));
        }
        return events;
    }

    @Test
    void fromTheFirstEventOn() {
        model(0).agrees(pack(""), TIMES, ReturningModelTest::traffic);
        model(0).agreesLive(pack(""), TIMES, ReturningModelTest::traffic, 30_000);
    }

    @Test
    void whenTheKeyIsKnown() {
        model(4).agrees(pack(", learn: {min_events: 4}"), TIMES, ReturningModelTest::traffic);
    }
}
