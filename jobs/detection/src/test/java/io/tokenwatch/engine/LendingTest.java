package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertJson;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rehearsal;
import io.tokenwatch.testing.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That one rule keeps evidence for another is nothing that anybody can tell by what is found. */
class LendingTest {
    private static final int TIMES = 300;
    private static final int LATENESS = 60_000;

    private static final String BORROWER = """
            id: borrower
            version: 1
            title: waits
            detection: {revoked: {event_type: token.revoked}, used: {event_type: token.validated}}
            correlation: {type: temporal_ordered, steps: [revoked, used], group-by: [client_id], timespan: 90s, gap: {gt: 5s}}
            fields: [src.asn]
            suppress: {by: [client_id], for: 60s}
            """;
    private static final String LENDER = """
            id: lender
            version: 1
            title: counts values
            detection: {used: {event_type: token.validated}}
            correlation: {type: value_count, group-by: [client_id], timespan: 20s, condition: {field: src.asn, gte: 3}}
            suppress: {by: [client_id], for: 60s}
            """;

    private static final List<String> RULES = List.of(
            BORROWER,
            BORROWER.replace("borrower", "short-borrower").replace("90s, gap: {gt: 5s}", "10s"),
            BORROWER.replace("borrower", "small-borrower") + "state: {max_evidence: 4}\n",
            LENDER,
            LENDER.replace("lender", "counter")
                    .replace("type: value_count", "type: event_count")
                    .replace("{field: src.asn, gte: 3}", "{gte: 4}"),
            LENDER.replace("lender", "small-lender").replace("20s", "50s") + "state: {max_evidence: 4}\n");

    private static RulePack pack(List<String> rules) {
        return Rules.pack(rules.toArray(String[]::new));
    }

    private static List<TokenEvent> events(Dice dice) {
        List<TokenEvent> events = new ArrayList<>();
        for (int i = dice.below(40); i > 0; i--) {
            String type = dice.chance(0.15) ? "token.revoked" : "token.validated";
            TokenEvent event = Events.event("e" + i, dice.below(60) * 5_000L + dice.below(2), type);
            event.set(Field.CLIENT_ID, dice.pick("c1", "c2"));
            event.set(Field.SRC_ASN, dice.pick(1L, 2L, 2L, 3L, TokenEvent.ABSENT));
            events.add(event);
            if (dice.chance(0.05)) {
                events.add(Events.with(event, "src.asn", 4L)); // a copy that differs
            }
        }
        return events;
    }

    /** As they may come: each at most {@link #LATENESS} after one that is as much later. */
    private static List<TokenEvent> delayed(Dice dice, List<TokenEvent> events) {
        List<TokenEvent> arriving = dice.chance(0.5) ? events : dice.duplicated(events);
        long[] delays = arriving.stream()
                .mapToLong(event -> event.eventTime() + (dice.chance(0.7) ? 0 : dice.below(LATENESS)))
                .toArray();
        return IntStream.range(0, delays.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> delays[i]))
                .map(arriving::get)
                .toList();
    }

    private static List<String> lines(Stream<Alert> alerts, Predicate<String> rules) {
        return alerts.filter(alert -> rules.test(alert.rule().id()))
                .map(AlertJson::line)
                .sorted()
                .toList();
    }

    @Test
    void rulesFindTogetherWhatEachFindsAlone() {
        int[] found = new int[1];
        Dice.roll(TIMES, dice -> {
            List<String> rules = dice.shuffled(RULES);
            List<Rehearsal> all = new ArrayList<>(List.of(new Rehearsal(pack(rules))));
            rules.forEach(rule -> all.add(new Rehearsal(pack(List.of(rule)))));
            long newest = Long.MIN_VALUE;
            for (TokenEvent event : delayed(dice, events(dice))) {
                newest = Math.max(newest, event.eventTime());
                long horizon = newest - LATENESS;
                all.forEach(rehearsal -> rehearsal.accept(event));
                if (dice.chance(0.3)) {
                    all.forEach(rehearsal -> rehearsal.advance(horizon));
                }
                if (dice.chance(0.1)) {
                    all.forEach(Rehearsal::sweep);
                }
                if (dice.chance(0.1)) {
                    all.forEach(Rehearsal::reload);
                }
            }
            List<String> together = lines(all.get(0).alerts().stream(), id -> true);
            List<String> alone = lines(all.stream().skip(1).flatMap(one -> one.alerts().stream()), id -> true);
            assertThat(together).isEqualTo(alone);
            found[0] += together.size();
        });
        assertThat(found[0]).as("alerts compared").isGreaterThan(TIMES);
    }

    @Test
    void packsComeAndGo() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = dice.shuffled(events(dice));
            List<RulePack> packs = new ArrayList<>();
            List<RulePack> borrowers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                List<String> others = RULES.subList(1, RULES.size()).stream()
                        .filter(rule -> dice.chance(0.5))
                        .toList();
                List<String> rules = new ArrayList<>(others);
                rules.add(BORROWER);
                packs.add(pack(rules));
                borrowers.add(pack(List.of(BORROWER)));
            }
            assertThat(lines(judge(packs, events), "borrower"::equals))
                    .isEqualTo(lines(judge(borrowers, events), "borrower"::equals));
        });
    }

    private static Stream<Alert> judge(List<RulePack> packs, List<TokenEvent> events) {
        PackLog log = PackLog.of(packs.get(0));
        for (int i = 1; i < packs.size(); i++) {
            log = log.with(i * 70_000L, packs.get(i));
        }
        LocalEngine engine = new LocalEngine(log);
        events.forEach(engine::accept);
        return engine.alerts().stream();
    }

    @Test
    void anEventThatWaitsIsWrittenOnceUntilItIsNeeded() {
        Plan plan = new Plan(pack(List.of(BORROWER, LENDER)));
        Entity entity = new Entity();
        Judge judge = new Judge(plan);
        Router router = new Router(plan);
        int[] sizes = IntStream.of(10, 20, 30, 40)
                .map(second -> {
                    TokenEvent event = Events.event(
                            "e" + second, second * 1_000L, second == 40 ? "token.revoked" : "token.validated");
                    event.set(Field.CLIENT_ID, "c1");
                    event.set(Field.SRC_ASN, 1L);
                    router.route(
                            event,
                            0,
                            routed -> judge.judge(
                                    routed, entity, Long.MIN_VALUE, Observed.NOTHING, (alert, change) -> {}));
                    return entity.size();
                })
                .toArray();
        assertThat(Arrays.stream(sizes).boxed()).as("rules with a state").containsExactly(1, 1, 1, 2);
    }
}
