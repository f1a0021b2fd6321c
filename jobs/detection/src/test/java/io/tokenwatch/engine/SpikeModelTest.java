package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.engine.Model.Found;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rehearsal;
import io.tokenwatch.testing.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code spike} against its semantics: every bucket of every hour, counted in the list of all events. */
class SpikeModelTest {
    private static final int TIMES = 60;
    private static final long HOUR = 3_600_000;
    private static final RulePack PACK = Rules.pack("""
            id: burst
            version: 1
            title: burst
            detection: {issued: {event_type: token.issued}}
            correlation: {type: spike, group-by: [client_id], bucket: 1h, floor: 3, z: 1.5}
            suppress: {by: [client_id], for: 1d}
            """);

    private static Stream<Found> findings(List<TokenEvent> events) {
        return events.stream()
                .map(event -> hour(event.eventTime()))
                .distinct()
                .filter(hour -> hour - 7 * 24 >= since(events, hour))
                .flatMap(hour -> {
                    long first = since(events, hour);
                    long least = Math.max(3, least(events, hour, first));
                    List<TokenEvent> inOrder = in(events, hour);
                    if (inOrder.size() < least) {
                        return Stream.empty();
                    }
                    long reached = inOrder.get((int) least - 1).eventTime();
                    return inOrder.stream()
                            .filter(event -> event.eventTime() >= reached)
                            .map(event -> Found.at(reached, event));
                });
    }

    /** The first hour from which no rest is longer than the history. */
    private static long since(List<TokenEvent> events, long hour) {
        long since = hour;
        for (long h :
                new TreeSet<>(events.stream().map(e -> hour(e.eventTime())).toList()).descendingSet()) {
            since = h <= since && since - h <= 14 * 24 + 1 ? h : since;
        }
        return since;
    }

    private static long hour(long time) {
        return Math.floorDiv(time, HOUR);
    }

    private static List<TokenEvent> in(List<TokenEvent> events, long hour) {
        return Traffic.sorted(
                events.stream().filter(e -> hour(e.eventTime()) == hour).toList());
    }

    private static long least(List<TokenEvent> events, long hour, long first) {
        List<Double> usual = LongStream.rangeClosed(1, 14)
                .flatMap(day -> LongStream.of(-1, 0, 1).map(by -> hour - day * 24 + by))
                .filter(h -> h >= first)
                .mapToObj(h -> (double) in(events, h).size())
                .sorted()
                .toList();
        double median = median(usual);
        double deviation =
                median(usual.stream().map(c -> Math.abs(c - median)).sorted().toList());
        double spread = Math.max(1, Math.max(Math.sqrt(median), 1.4826 * deviation));
        return (long) Math.ceil(median + 1.5 * spread);
    }

    private static double median(List<Double> sorted) {
        int n = sorted.size();
        return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
    }

    /** Two weeks and more in which some hours are busy, now and then about as many as a spike takes. */
    private static List<TokenEvent> traffic(Dice dice) {
        List<TokenEvent> events = new ArrayList<>();
        int busy = dice.below(5);
        int days = 6 + dice.below(12);
        int rests = dice.below(2 * days);
        int rest = dice.pick(12, 13, 14, 15);
        for (int day = 0; day < days; day++) {
            for (int hour = -1; hour <= 1; hour++) {
                int most = dice.chance(0.1) ? busy + 4 : busy;
                for (int i = most == 0 ? 0 : dice.below(most) + most / 2; i > 0; i--) {
                    long time = ((day < rests ? day : day + rest) * 24 + hour) * HOUR
                            + dice.pick(0, 1, 900_000, 1_800_000, 3_599_999);
                    String client = dice.pick("c1", "c1", "c1", "c1", "c2");
                    events.add(Events.event("e" + events.size(), time, "token.issued", "client_id", client));
                }
            }
        }
        return events;
    }

    @Test
    void inAnyOrderAndRepeated() {
        new Model(24 * HOUR, SpikeModelTest::findings).agrees(PACK, TIMES, SpikeModelTest::traffic);
    }

    @Test
    void whenWhatIsOlderThanTheLatenessIsOnlyNumbers() {
        new Model(24 * HOUR, SpikeModelTest::findings).agreesLive(PACK, TIMES, SpikeModelTest::traffic, 2 * (int) HOUR);
    }

    /** With it half of the history is busy, and ten are usual; without it none is. */
    @Test
    void theOldestNeighbourOfTheOldestDayIsRemembered() {
        assertThat(alertsOfTen(14 * 24 + 1)).isEmpty();
        assertThat(alertsOfTen(14 * 24 + 2)).hasSize(1);
    }

    /** What ten events in an hour give after twenty busy hours in their history, and one that many hours before. */
    private static List<Alert> alertsOfTen(long hoursBefore) {
        Rehearsal engine = new Rehearsal(PACK);
        long now = 20 * 24 * HOUR;
        engine.accept(Events.event("first", 0, "token.issued", "client_id", "c1"));
        ten(now - hoursBefore * HOUR).forEach(engine::accept);
        for (long i = 0; i < 20; i++) {
            ten(now - (i / 3 + 1) * 24 * HOUR + (i % 3 - 1) * HOUR).forEach(engine::accept);
        }
        engine.advance(now);
        engine.sweep();
        ten(now).forEach(engine::accept);
        return engine.alerts().stream().filter(alert -> alert.time() >= now).toList();
    }

    private static List<TokenEvent> ten(long time) {
        return LongStream.range(0, 10)
                .mapToObj(i -> Events.event(time + "-" + i, time + i, "token.issued", "client_id", "c1"))
                .toList();
    }
}
