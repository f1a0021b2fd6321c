package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a rule's semantics say, written down the slow and obvious way: the events that complete findings, of all events of a key. It
 * says which alerts there are, when, and how many events completed a finding; no more.
 */
final class Model {
    /** An event that completes a finding, and when that holds. */
    record Found(long time, String event) {
        static Found by(TokenEvent event) {
            return at(event.eventTime(), event);
        }

        /** Found so long after the event. */
        static Found after(TokenEvent event, long after) {
            return at(event.eventTime() + after, event);
        }

        static Found at(long time, TokenEvent event) {
            return new Found(time, String.valueOf(event.text(Field.EVENT_ID)));
        }
    }

    private final long suppressedFor;
    private final Function<List<TokenEvent>, Stream<Found>> findings;

    /** @param suppressedFor milliseconds; the rule is keyed by the client alone */
    Model(long suppressedFor, Function<List<TokenEvent>, Stream<Found>> findings) {
        this.suppressedFor = suppressedFor;
        this.findings = findings;
    }

    /** All findings of a key in one bucket are one alert: at the earliest, counting distinct events. */
    List<String> alerts(List<TokenEvent> events) {
        Map<String, List<TokenEvent>> byKey = events.stream()
                .filter(event -> event.has(Field.CLIENT_ID))
                .collect(Collectors.groupingBy(event -> String.valueOf(event.text(Field.CLIENT_ID))));
        List<String> alerts = new ArrayList<>();
        byKey.forEach((key, ofKey) -> {
            Map<Long, List<Found>> byBucket = findings.apply(ofKey)
                    .collect(Collectors.groupingBy(found -> Math.floorDiv(found.time(), suppressedFor)));
            byBucket.forEach((bucket, found) -> {
                long first = found.stream().mapToLong(Found::time).min().orElseThrow();
                long count = found.stream().map(Found::event).distinct().count();
                alerts.add(key + " " + bucket * suppressedFor + " at " + first + " x" + count);
            });
        });
        return alerts.stream().sorted().toList();
    }

    private static List<String> alerts(Rehearsal engine) {
        return engine.alerts().stream()
                .map(a -> a.key().get("client_id") + " " + a.bucketStart() + " at " + a.time() + " x" + a.count())
                .sorted()
                .toList();
    }

    /** The engine says the same of the events in any order, repeated, and gives an alert in at least one run of twelve. */
    void agrees(RulePack pack, int times, Function<Dice, List<TokenEvent>> traffic) {
        int[] found = new int[1];
        Dice.roll(times, dice -> {
            List<TokenEvent> events = traffic.apply(dice);
            Rehearsal engine = new Rehearsal(pack);
            dice.duplicated(events).forEach(engine::accept);
            List<String> actual = alerts(engine);
            assertThat(actual).as(events.toString()).isEqualTo(alerts(events));
            found[0] += actual.size();
        });
        assertThat(found[0]).as("alerts in all runs").isGreaterThan(times / 12);
    }

    /** And live: events come late by no more than is allowed, what is over is forgotten, and the state is written and read again. */
    void agreesLive(RulePack pack, int times, Function<Dice, List<TokenEvent>> traffic, int lateness) {
        Dice.roll(times, dice -> {
            List<TokenEvent> events = traffic.apply(dice);
            Rehearsal engine = new Rehearsal(pack);
            long newest = Long.MIN_VALUE;
            for (TokenEvent event : Traffic.delayed(dice, events, lateness)) {
                engine.accept(event);
                newest = Math.max(newest, event.eventTime());
                if (dice.chance(0.3)) {
                    engine.advance(newest - lateness);
                    engine.sweep();
                }
                if (dice.chance(0.2)) {
                    engine.reload();
                }
            }
            assertThat(alerts(engine)).as(events.toString()).isEqualTo(alerts(events));
        });
    }
}
