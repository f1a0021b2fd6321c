package io.tokenwatch.engine;

import static io.tokenwatch.engine.Traffic.PACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertJson;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rehearsal;
import io.tokenwatch.testing.Witness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The promise: the same events give the same alerts, in any order, with any duplication, through any crash. */
class ConvergenceTest {
    private static final int TIMES = 40;

    private static List<String> oracle(List<TokenEvent> events) {
        return Rehearsal.alerts(PACK, Traffic.sorted(events));
    }

    /** Shows what differs only. */
    private static void assertSame(List<String> actual, List<String> expected) {
        List<String> missing = new ArrayList<>(expected);
        missing.removeAll(actual);
        List<String> unexpected = new ArrayList<>(actual);
        unexpected.removeAll(expected);
        assertThat(unexpected).as("alerts instead of " + missing).isEmpty();
        assertThat(missing).as("missing alerts").isEmpty();
        assertThat(actual).hasSameSizeAs(expected);
    }

    @Test
    void everyRuleRaisesAlertsHere() {
        TreeSet<String> rules = new TreeSet<>();
        Dice.roll(20, dice -> {
            Rehearsal rehearsal = new Rehearsal(PACK);
            Traffic.events(dice, 60).forEach(rehearsal::accept);
            rehearsal.alerts().forEach(alert -> rules.add(alert.rule().id()));
        });
        assertThat(rules)
                .containsExactlyElementsOf(PACK.rules().stream().map(Rule::id).toList());
    }

    @Test
    void inAnyOrderAndRepeated() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = Traffic.events(dice, 50);
            List<String> expected = oracle(events);
            List<TokenEvent> reversed = new ArrayList<>(Traffic.sorted(events));
            java.util.Collections.reverse(reversed);
            assertSame(Rehearsal.alerts(PACK, reversed), expected);
            assertSame(Rehearsal.alerts(PACK, dice.shuffled(events)), expected);
            assertSame(Rehearsal.alerts(PACK, dice.duplicated(events)), expected);
        });
    }

    @Test
    void withCopiesOfOneEventThatDiffer() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = Traffic.events(dice, 40);
            for (int i = 0; i < 6; i++) {
                TokenEvent copy = dice.pick(events);
                events.add(Events.with(copy, dice.pick("src.asn", "generation"), dice.below(4)));
                events.add(Events.with(copy, "event_time", copy.eventTime() + dice.pick(-10_000, 1, 30_000)));
            }
            List<String> expected = oracle(events);
            assertSame(Rehearsal.alerts(PACK, dice.shuffled(events)), expected);
        });
    }

    @Test
    void growthPublishedAtAnyTime() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = Traffic.events(dice, 50);
            Rehearsal rehearsal = new Rehearsal(PACK);
            for (TokenEvent event : dice.duplicated(events)) {
                rehearsal.accept(event);
                if (dice.chance(0.3)) {
                    rehearsal.publishGrowth();
                }
            }
            assertSame(rehearsal.lines(), oracle(events));
        });
    }

    @Test
    void writtenOutAndReadBackAtAnyPoint() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = Traffic.events(dice, 50);
            Rehearsal rehearsal = new Rehearsal(PACK);
            double often = dice.pick(0.1, 0.5, 1.0);
            for (TokenEvent event : dice.duplicated(events)) {
                rehearsal.accept(event);
                if (dice.chance(often)) {
                    rehearsal.reload();
                }
            }
            assertSame(rehearsal.lines(), oracle(events));
        });
    }

    @Test
    void throughCrashesWithWhatCameSinceTheCheckpointComingAgainInAnotherOrder() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = Traffic.events(dice, 50);
            Rehearsal rehearsal = new Rehearsal(PACK);
            List<TokenEvent> sinceCheckpoint = new ArrayList<>();
            List<TokenEvent> toCome = new ArrayList<>(dice.shuffled(events));
            while (!toCome.isEmpty()) {
                TokenEvent event = toCome.remove(toCome.size() - 1);
                rehearsal.accept(event);
                sinceCheckpoint.add(event);
                if (dice.chance(0.1)) {
                    rehearsal.publishGrowth();
                }
                if (dice.chance(0.1)) {
                    rehearsal.checkpoint();
                    sinceCheckpoint.clear();
                } else if (dice.chance(0.05)) {
                    rehearsal.crash();
                    toCome.addAll(sinceCheckpoint);
                    toCome = new ArrayList<>(dice.shuffled(toCome));
                    sinceCheckpoint.clear();
                }
            }
            assertSame(rehearsal.lines(), oracle(events));
        });
    }

    @Test
    void forgettingAsFarAsTheAllowedLatenessPermits() {
        int[] kept = new int[2];
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = Traffic.events(dice, 50);
            int lateness = dice.pick(0, 1, 30_000, 90_000);
            Rehearsal rehearsal = new Rehearsal(PACK);
            long newest = Long.MIN_VALUE;
            for (TokenEvent event : Traffic.delayed(dice, events, lateness)) {
                rehearsal.accept(event);
                newest = Math.max(newest, event.eventTime());
                if (dice.chance(0.5)) {
                    rehearsal.advance(newest - lateness);
                }
                if (dice.chance(0.2)) {
                    rehearsal.sweep();
                }
                if (dice.chance(0.2)) {
                    rehearsal.publishGrowth();
                }
                if (dice.chance(0.2)) {
                    rehearsal.reload();
                }
            }
            assertSame(rehearsal.lines(), oracle(events));
            kept[0] += rehearsal.keys();
            rehearsal.advance(newest + 2 * 3_600_000);
            rehearsal.sweep();
            kept[1] += rehearsal.keys();
            Rehearsal thatLater =
                    new Rehearsal(PACK); // where what did not happen by then is known, and nothing forgotten
            Traffic.sorted(events).forEach(thatLater::accept);
            thatLater.advance(newest + 2 * 3_600_000);
            assertSame(rehearsal.lines(), thatLater.lines());
        });
        assertThat(kept[1]).as("keys left of " + kept[0]).isLessThan(kept[0]);
    }

    @Test
    void inTheLocalEngineReplayedInOrderWithoutLateness() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = Traffic.events(dice, 50);
            LocalEngine engine = new LocalEngine(PACK);
            for (TokenEvent event : Traffic.sorted(events)) {
                engine.accept(event);
                engine.advance(event.eventTime());
                if (dice.chance(0.2)) {
                    engine.sweep();
                }
            }
            assertSame(lines(engine.alerts()), oracle(events));
        });
    }

    @Test
    void splitIntoPartsWhoseStatesAreMerged() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = Traffic.events(dice, 50);
            List<Alert> alerts = new ArrayList<>();
            Feeds feeds = new Feeds();
            Router router = new Router(new Plan(RulePack.of(oneKeyPerEvent())), feeds);
            Observed observed = new Observed(feeds, 0, Long.MIN_VALUE);
            for (TokenEvent event : events) {
                router.route(event, 0, routed -> {});
                observed = observed.until(event.eventTime());
            }
            for (Rule rule : oneKeyPerEvent()) {
                for (List<TokenEvent> ofKey : byKey(rule, events).values()) {
                    Witness<?> merged = Witness.of(rule);
                    for (List<TokenEvent> part : parts(dice, ofKey)) {
                        merged.merge(Witness.of(rule, part));
                    }
                    alerts.addAll(merged.alerts(ofKey.get(0), observed));
                }
            }
            List<String> ofTheSame = Rehearsal.alerts(RulePack.of(oneKeyPerEvent()), Traffic.sorted(events));
            assertSame(lines(alerts), ofTheSame.stream().sorted().toList());
        });
    }

    /** A witness has one key, and takes an event into every step. */
    private static List<Rule> oneKeyPerEvent() {
        return PACK.rules().stream()
                .filter(rule -> rule.groupBy().stream()
                        .noneMatch(
                                part -> part.isAlias() || part.field(0).type().isTexts()))
                .toList();
    }

    private static Map<String, List<TokenEvent>> byKey(Rule rule, List<TokenEvent> events) {
        return events.stream()
                .filter(event -> fields(rule).allMatch(event::has))
                .collect(Collectors.groupingBy(
                        event -> fields(rule).map(event::value).toList().toString(),
                        TreeMap::new,
                        Collectors.toList()));
    }

    private static Stream<Field> fields(Rule rule) {
        return rule.groupBy().stream().map(part -> part.field(0));
    }

    /** Three parts that overlap. */
    private static Collection<List<TokenEvent>> parts(Dice dice, List<TokenEvent> events) {
        List<List<TokenEvent>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (TokenEvent event : events) {
            dice.pick(parts).add(event);
            dice.pick(parts).add(event);
        }
        return parts;
    }

    private static List<String> lines(Collection<Alert> alerts) {
        return alerts.stream().map(AlertJson::line).sorted().toList();
    }
}
