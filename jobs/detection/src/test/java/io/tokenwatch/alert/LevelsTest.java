package io.tokenwatch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.detector.Observed;
import io.tokenwatch.engine.Entity;
import io.tokenwatch.engine.Judge;
import io.tokenwatch.engine.Plan;
import io.tokenwatch.engine.Router;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Level;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rehearsal;
import io.tokenwatch.testing.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the evidence shows raises the level, whatever the order, and a raise is published at once. */
class LevelsTest {
    private static final String REPLAY = """
            id: replay
            version: 1
            title: replay
            level: medium
            detection: {used: {event_type: token.validated}, again: {event_type: token.validated}}
            correlation:
              type: temporal_ordered
              steps: [used, again]
              group-by: [client_id]
              timespan: 60s
              where: [again.src.asn != used.src.asn]
            levels:
              - {when: again.user_agent != used.user_agent, level: high}
              - {when: [again.user_agent != used.user_agent, again.src.country != used.src.country], level: critical}
              - {when: {again: {src.ip|cidr: 192.0.2.0/24}, used: {src.country: DE}}, level: critical}
            suppress: {by: [client_id], for: 24h}
            """;
    private static final String COUNT = """
            id: failures
            version: 1
            title: failures
            level: low
            detection: {failed: {event_type: token.validated}}
            correlation: {type: event_count, group-by: [client_id], timespan: 60s, condition: {gte: 2}}
            levels:
              - {when: values(src.country) >= 2, level: medium}
              - {when: values(scope) > 2, level: high}
              - {when: count >= 5, level: high}
              - {when: [count > 5, {event: {outcome: failure}}], level: critical}
            suppress: {by: [client_id], for: 24h}
            """;

    private static TokenEvent event(Dice dice, String id) {
        return Events.event(
                id,
                dice.below(40) * 5_000L,
                "token.validated",
                "client_id",
                dice.pick("c1", "c2"),
                "src.asn",
                dice.pick("1", "1", "1", "2", "-"),
                "src.country",
                dice.pick("DE", "DE", "FR", "-"),
                "user_agent",
                dice.pick("a", "A", "a", "b", "-"),
                "src.ip",
                dice.pick("198.51.100.1", "192.0.2.1"),
                "scope",
                dice.pick("", "x", "x y", "z"),
                "outcome",
                dice.pick("success", "success", "success", "success", "failure"));
    }

    private static Map<String, Level> levels(String rule, List<TokenEvent> events) {
        Rehearsal rehearsal = new Rehearsal(Rules.pack(rule));
        events.forEach(rehearsal::accept);
        Map<String, Level> levels = new TreeMap<>();
        rehearsal.alerts().forEach(a -> levels.put(String.valueOf(a.key().get("client_id")), a.level()));
        return levels;
    }

    private static boolean differ(TokenEvent a, TokenEvent b, String field) {
        Object x = Events.value(a, field);
        Object y = Events.value(b, field);
        return x != null && y != null && !x.toString().equalsIgnoreCase(y.toString());
    }

    private static void agree(
            String rule, int most, java.util.function.Function<List<TokenEvent>, Map<String, Level>> model) {
        List<Level> seen = new ArrayList<>();
        Dice.roll(120, dice -> {
            List<TokenEvent> events = IntStream.range(0, dice.below(most))
                    .mapToObj(i -> event(dice, "e" + i))
                    .toList();
            Map<String, Level> expected = model.apply(events);
            assertThat(levels(rule, dice.duplicated(events))).isEqualTo(expected);
            seen.addAll(expected.values());
        });
        assertThat(seen).contains(Level.CRITICAL, Level.HIGH, Level.MEDIUM);
    }

    @Test
    void anyPairOfStepsThatShowsItRaises() {
        agree(REPLAY, 8, events -> {
            Map<String, Level> levels = new TreeMap<>();
            for (TokenEvent used : events) {
                for (TokenEvent again : events) {
                    long gap = again.eventTime() - used.eventTime();
                    Object client = Objects.requireNonNull(Events.value(used, "client_id"));
                    if (gap > 0
                            && gap <= 60_000
                            && client.equals(Events.value(again, "client_id"))
                            && differ(used, again, "src.asn")) {
                        levels.merge(client.toString(), level(used, again), LevelsTest::higher);
                    }
                }
            }
            return levels;
        });
    }

    private static Level level(TokenEvent used, TokenEvent again) {
        boolean listed =
                "192.0.2.1".equals(Events.value(again, "src.ip")) && "DE".equals(Events.value(used, "src.country"));
        boolean otherAgent = differ(used, again, "user_agent");
        return listed || (otherAgent && differ(used, again, "src.country"))
                ? Level.CRITICAL
                : otherAgent ? Level.HIGH : Level.MEDIUM;
    }

    private static Level higher(Level a, Level b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    @Test
    void valuesAndCountsRaise() {
        agree(COUNT, 14, events -> {
            Map<String, Level> levels = new TreeMap<>();
            for (String client : List.of("c1", "c2")) {
                List<TokenEvent> own = events.stream()
                        .filter(e -> client.equals(Events.value(e, "client_id")))
                        .toList();
                long count = own.stream().filter(e -> window(own, e).size() > 1).count();
                for (TokenEvent last : own) {
                    List<TokenEvent> window = window(own, last);
                    if (window.size() > 1) {
                        levels.merge(client, level(window, count), LevelsTest::higher);
                    }
                }
            }
            return levels;
        });
    }

    private static List<TokenEvent> window(List<TokenEvent> events, TokenEvent last) {
        return events.stream()
                .filter(e -> e.eventTime() <= last.eventTime() && e.eventTime() >= last.eventTime() - 60_000)
                .toList();
    }

    private static Level level(List<TokenEvent> window, long count) {
        boolean failure = window.stream().anyMatch(e -> "failure".equals(Events.value(e, "outcome")));
        long scopes = window.stream()
                .map(e -> Events.value(e, "scope"))
                .filter(Objects::nonNull)
                .flatMap(scope -> java.util.Arrays.stream((String[]) scope))
                .distinct()
                .count();
        long countries = window.stream()
                .map(e -> Events.value(e, "src.country"))
                .filter(Objects::nonNull)
                .distinct()
                .count();
        return count > 5 && failure
                ? Level.CRITICAL
                : count >= 5 || scopes > 2 ? Level.HIGH : countries >= 2 ? Level.MEDIUM : Level.LOW;
    }

    @Test
    void aRaiseIsAnEscalationAndPublishedAtOnce() {
        RulePack pack = Rules.pack(REPLAY);
        Judge judge = new Judge(new Plan(pack));
        Router router = new Router(new Plan(pack));
        Entity[] entity = {new Entity()};
        List<String> changes = new ArrayList<>();
        AlertSink sink = (alert, change) -> changes.add(change + " " + alert.level());
        for (String[] use : new String[][] {
            {"1", "a", "DE"},
            {"2", "a", "DE"},
            {"1", "A", "DE"},
            {"2", "b", "DE"},
            {"1", "c", "DE"},
            {"3", "d", "FR"},
            {"4", "e", "NL"}
        }) {
            TokenEvent event = Events.event(
                    "e" + use[1] + use[0],
                    use[0].hashCode() + 1_000L * use[1].hashCode(),
                    "token.validated",
                    "client_id",
                    "c",
                    "src.asn",
                    use[0],
                    "user_agent",
                    use[1],
                    "src.country",
                    use[2]);
            router.route(event, 0, routed -> judge.judge(routed, entity[0], Long.MIN_VALUE, Observed.NOTHING, sink));
            BytesOut out = new BytesOut();
            entity[0].encode(out);
            entity[0] = Entity.decode(new BytesIn(out.toByteArray())); // the level published last survives
        }
        assertThat(changes)
                .containsExactly(
                        "OPENED MEDIUM", "UPDATED MEDIUM", "ESCALATED HIGH", "UPDATED HIGH", "ESCALATED CRITICAL");
        judge.upkeep().publishGrowth(entity[0], Long.MIN_VALUE, Observed.NOTHING, sink);
        assertThat(changes).endsWith("ESCALATED CRITICAL", "UPDATED CRITICAL");
    }

    @Test
    void theAlertSaysWhatRaisedIt() {
        List<TokenEvent> events = List.of(
                Events.event("e1", 0, "token.validated", "client_id", "c", "src.asn", 1, "user_agent", "a"),
                Events.event("e2", 1, "token.validated", "client_id", "c", "src.asn", 2, "user_agent", "b"));
        assertThat(Rehearsal.alerts(Rules.pack(REPLAY), events))
                .singleElement()
                .asString()
                .contains("\"level\":\"high\"")
                .contains(
                        "{\"expected\":\"again.user_agent != used.user_agent\",\"feature\":\"level\",\"observed\":\"high\"}");
    }

    @Test
    void aNewValueIsJudgedByItselfNotByWhatCameWithIt() {
        String rule = """
                id: new-scope
                version: 1
                title: new scope
                level: low
                detection: {issued: {event_type: token.issued}}
                correlation: {type: first_seen, field: scope, forget_after: 1d, group-by: [client_id], learn: {min_events: 1}}
                levels: [{when: {scope: admin}, level: high}]
                suppress: {by: [client_id, scope], for: 1h}
                """;
        List<TokenEvent> events = List.of(
                Events.event("e1", 0, "token.issued", "client_id", "c", "scope", "admin"),
                Events.event("e2", 1, "token.issued", "client_id", "c", "scope", "admin read"),
                Events.event("e3", 2, "token.issued", "client_id", "d", "scope", "read"),
                Events.event("e4", 3, "token.issued", "client_id", "d", "scope", "read admin"));
        assertThat(levels(rule, events)).isEqualTo(Map.of("c", Level.LOW, "d", Level.HIGH));
    }
}
