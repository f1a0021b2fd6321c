package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.detector.Feeds;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which packs judge an event of which time, and which are backfilled by it; what is selected is what is routed. */
class PackRouterTest {
    private static final int TIMES = 200;

    private static RulePack pack(String outcome, String onChange) {
        return new RuleFiles(new TreeMap<>(Map.of("counted.yml", """
                id: counted
                version: 1
                title: counted
                detection: {counted: {event_type: token.validated, outcome: %s}}
                correlation: {type: event_count, group-by: [token_id], timespan: 10s, condition: {gte: 1}}
                suppress: {by: [token_id], for: 1s}
                state: {on_change: %s}
                """.formatted(outcome, onChange)))).compile();
    }

    private static TokenEvent event(Dice dice) {
        TokenEvent event = Events.event("e", dice.below(6) * 100L + dice.pick(-1, 0, 1), "token.validated");
        event.set(Field.OUTCOME, dice.pick("success", "failure", "unknown"));
        event.set(Field.TOKEN_ID, "t");
        return event;
    }

    /** One after the other at 100, 200, …, each of the outcome and with the change that is drawn. */
    private static PackLog log(Dice dice, List<Boolean> counts, List<Boolean> fills) {
        PackLog log = PackLog.of(RulePack.of(List.of()));
        for (int i = 0; i < 4; i++) {
            boolean success = dice.chance(0.5);
            boolean fill = dice.chance(0.5);
            counts.add(success);
            fills.add(fill);
            log = log.with((i + 1) * 100L, pack(success ? "success" : "failure", fill ? "backfill" : "keep"));
        }
        return log;
    }

    private static boolean isCounted(boolean success, TokenEvent event) {
        return (success ? "success" : "failure").equals(event.text(Field.OUTCOME));
    }

    /** Also where another pack is in force than for most events, or several are asked. */
    @Test
    void whatWasForeseenIsRoutedAsIfItWasMatchedAgain() {
        int[] routed = new int[1];
        Dice.roll(TIMES, dice -> {
            Plans plans = new Plans(log(dice, new ArrayList<>(), new ArrayList<>()));
            List<TokenEvent> events =
                    Stream.generate(() -> event(dice)).limit(12).toList();
            Prospects prospects = new Prospects(1 << 12);
            PackRouter foreseeing = new PackRouter(plans, new Feeds(), prospects);
            List<Integer> met = events.stream().map(foreseeing::foresee).toList();
            PackRouter numbered = new PackRouter(plans, new Feeds(), prospects);
            PackRouter matching = new PackRouter(plans, new Feeds(), prospects);
            for (int i = 0; i < events.size(); i++) {
                List<Integer> packs = new ArrayList<>();
                List<Integer> again = new ArrayList<>();
                numbered.route(events.get(i), met.get(i), 0, record -> packs.add(record.pack));
                matching.route(events.get(i), 0, record -> again.add(record.pack));
                assertThat(packs).isEqualTo(again);
                assertThat(met.get(i) != PackRouter.NONE).isEqualTo(matching.selects(events.get(i)));
                routed[0] += packs.size();
            }
        });
        assertThat(routed[0]).isPositive();
    }

    @Test
    void whatIsSelectedIsRoutedByThePackInForceAndThoseThatAreBackfilled() {
        int[] routedBackwards = new int[1];
        Dice.roll(TIMES, dice -> {
            List<Boolean> counts = new ArrayList<>();
            List<Boolean> fills = new ArrayList<>();
            PackLog log = log(dice, counts, fills);
            PackRouter router = new PackRouter(new Plans(log));
            for (int i = 0; i < 12; i++) {
                TokenEvent event = event(dice);
                int inForce = Math.floorDiv((int) event.eventTime(), 100) - 1;
                int expected = inForce >= 0 && isCounted(counts.get(Math.min(inForce, 3)), event) ? 1 : 0;
                List<Integer> packs = new ArrayList<>();
                assertThat(router.selects(event)).isEqualTo(routes(router, event, packs));
                long now = packs.stream()
                        .filter(number -> !isBackfill(log, number))
                        .count();
                assertThat(now).isEqualTo(expected);
                List<Integer> backwards =
                        packs.stream().filter(number -> isBackfill(log, number)).toList();
                for (PackLog.Tenure tenure : log.tenures()) {
                    List<Integer> alone = new ArrayList<>();
                    router.backfill(tenure.backfillNumber(), event, 0, routed -> alone.add(routed.pack));
                    assertThat(alone)
                            .isEqualTo(backwards.stream()
                                    .filter(number -> number == tenure.backfillNumber())
                                    .toList());
                    assertThat(alone.isEmpty() || event.eventTime() < tenure.from())
                            .isTrue();
                }
                routedBackwards[0] += backwards.size();
            }
        });
        assertThat(routedBackwards[0]).isGreaterThan(TIMES);
    }

    private static boolean routes(PackRouter router, TokenEvent event, List<Integer> packs) {
        router.route(event, 0, routed -> packs.add(routed.pack));
        return !packs.isEmpty();
    }

    private static boolean isBackfill(PackLog log, int number) {
        return log.tenures().stream().anyMatch(tenure -> tenure.backfillNumber() == number);
    }
}
