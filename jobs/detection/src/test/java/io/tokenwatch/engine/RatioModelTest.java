package io.tokenwatch.engine;

import io.tokenwatch.engine.Model.Found;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code ratio} against its semantics: whole windows, in fractions. */
class RatioModelTest {
    private static final int TIMES = 150;
    private static final long WIDTH = 60_000;

    private static RulePack pack(String condition) {
        return Rules.pack("""
                id: failing
                version: 1
                title: failing
                detection: {failed: {outcome: failure}, validated: {event_type: token.validated}}
                correlation:
                  type: ratio
                  steps: [failed, validated]
                  group-by: [client_id]
                  timespan: 60s
                  min_events: 4
                  condition: %s
                suppress: {by: [client_id], for: 90s}
                """.formatted(condition));
    }

    /** {@code holds} says whether part - p * whole is enough. */
    private static Model model(String p, Predicate<Integer> holds) {
        return new Model(90_000, events -> windows(events).values().stream()
                .filter(all -> told(events) <= Traffic.sorted(all).get(0).eventTime())
                .flatMap(all -> found(all, new BigDecimal(p), holds)));
    }

    /** Since when the key's issuer has told of what did not fail: each key has an issuer of its own. */
    private static long told(List<TokenEvent> events) {
        return events.stream()
                .filter(event -> !failed(event) && "token.validated".equals(event.text(Field.EVENT_TYPE)))
                .mapToLong(TokenEvent::eventTime)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static Map<Long, List<TokenEvent>> windows(List<TokenEvent> events) {
        return events.stream()
                .filter(event -> failed(event) || "token.validated".equals(event.text(Field.EVENT_TYPE)))
                .collect(Collectors.groupingBy(
                        event -> Math.floorDiv(event.eventTime(), WIDTH), TreeMap::new, Collectors.toList()));
    }

    private static boolean failed(TokenEvent event) {
        return "failure".equals(event.text(Field.OUTCOME));
    }

    /** At the time when the window's beginning first has 4 events, and so many failures as that takes. */
    private static Stream<Found> found(List<TokenEvent> all, BigDecimal p, Predicate<Integer> holds) {
        List<TokenEvent> failed = all.stream().filter(RatioModelTest::failed).toList();
        if (all.size() < 4 || !holds(failed.size(), all.size(), p, holds)) {
            return Stream.empty();
        }
        long time = all.stream()
                .map(TokenEvent::eventTime)
                .sorted()
                .filter(until -> before(all, until) >= 4 && holds(before(failed, until), 4, p, holds))
                .findFirst()
                .orElseThrow();
        return failed.stream().map(event -> Found.at(time, event));
    }

    private static boolean holds(int part, int whole, BigDecimal p, Predicate<Integer> holds) {
        return holds.test(BigDecimal.valueOf(part).compareTo(p.multiply(BigDecimal.valueOf(whole))));
    }

    private static int before(List<TokenEvent> events, long until) {
        return (int) events.stream().filter(e -> e.eventTime() <= until).count();
    }

    private static List<TokenEvent> traffic(Dice dice) {
        double failing = dice.pick(0.2, 0.5, 0.9);
        List<TokenEvent> events = new ArrayList<>();
        if (dice.chance(0.7)) { // what tells from the start
            events.add(Events.event(
                    "e0", -90_000, "token.validated", "client_id", "c1", "issuer", "c1", "outcome", "success"));
        }
        for (int i = dice.below(24); i > 0; i--) {
            long time = dice.below(10) * 15_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
            String type = dice.pick("token.validated", "token.validated", "token.validated", "token.issued");
            String client = dice.pick("c1", "c1", "c1", "c2", "-");
            String outcome = dice.chance(failing) ? "failure" : "success";
            events.add(Events.event("e" + i, time, type, "client_id", client, "issuer", client, "outcome", outcome));
        }
        return events;
    }

    @Test
    void atLeast() {
        Model model = model("0.4", order -> order >= 0);
        model.agrees(pack("{gte: 0.4}"), TIMES, RatioModelTest::traffic);
        model.agreesLive(pack("{gte: 0.4}"), TIMES, RatioModelTest::traffic, 30_000);
    }

    @Test
    void moreThan() {
        model("0.5", order -> order > 0).agrees(pack("{gt: 0.5}"), TIMES, RatioModelTest::traffic);
    }

    @Test
    void allOfThem() {
        model("1", order -> order >= 0).agrees(pack("{gte: 1}"), TIMES, RatioModelTest::traffic);
    }
}
