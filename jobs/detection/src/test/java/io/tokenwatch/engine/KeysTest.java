package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rehearsal;
import io.tokenwatch.testing.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys that steps name by different fields, and keys that are each element of an array. */
class KeysTest {
    private static final int TIMES = 60;

    private static final String COUNT = """
            id: busy-scope
            version: 1
            title: array keys
            detection: {any: {outcome: success}}
            correlation: {type: event_count, group-by: [client_id, scope, audience], timespan: 60s, condition: {gte: 3}}
            suppress: {by: [scope, client_id, audience], for: 1h}
            """;
    private static final String ALIASED = """
            id: exchanged-and-used
            version: 1
            title: aliases
            detection: {exchanged: {event_type: token.exchanged}, used: {event_type: token.validated}}
            correlation:
              type: temporal_ordered
              steps: [exchanged, used]
              aliases: {tok: {exchanged: subject_token_id, used: token_id}}
              group-by: [tok, client_id]
              timespan: 60s
            suppress: {by: [tok, client_id], for: 1h}
            """;
    private static final String PLAIN = ALIASED.replaceAll("\\n +aliases.*", "").replace("tok,", "device_id,");

    private static TokenEvent event(Dice dice, String id) {
        String type = dice.pick("token.exchanged", "token.validated", "token.validated");
        return Events.event(
                id,
                dice.below(20) * 10_000L,
                type,
                "outcome",
                "success",
                "client_id",
                dice.pick("c1", "c2"),
                "token_id",
                dice.pick("t1", "t2", "-"),
                "subject_token_id",
                dice.pick("t1", "t2", "-"),
                "scope",
                dice.pick("", "read", "read write", "write admin read", "read read"),
                "audience",
                dice.pick(List.of(), List.of("a"), List.of("a", "b")));
    }

    private static List<TokenEvent> events(Dice dice) {
        return IntStream.range(0, 40).mapToObj(i -> event(dice, "e" + i)).toList();
    }

    private static Collection<Alert> alerts(RulePack pack, List<TokenEvent> events) {
        Rehearsal rehearsal = new Rehearsal(pack);
        events.forEach(rehearsal::accept);
        return rehearsal.alerts();
    }

    /** The event once for each key that it has, as if it had just that one. */
    private static List<TokenEvent> apart(TokenEvent event) {
        List<TokenEvent> apart = new ArrayList<>();
        for (String scope : array(event, "scope")) {
            for (String audience : array(event, "audience")) {
                apart.add(Events.with(Events.with(event, "scope", scope), "audience", audience));
            }
        }
        return apart;
    }

    private static List<String> array(TokenEvent event, String field) {
        String[] values = event.texts(Field.of(field).orElseThrow());
        return values == null ? List.of() : Arrays.stream(values).distinct().toList();
    }

    @Test
    void anArrayGivesAKeyPerElementAndTwoGiveOnePerPair() {
        RulePack pack = Rules.pack(COUNT);
        int[] found = new int[1];
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = events(dice);
            List<TokenEvent> apart =
                    events.stream().flatMap(e -> apart(e).stream()).toList();
            List<String> expected = Rehearsal.alerts(pack, apart);
            found[0] += expected.size();
            assertThat(Rehearsal.alerts(pack, dice.duplicated(events))).isEqualTo(expected);
        });
        assertThat(found[0]).isGreaterThan(TIMES);
    }

    @Test
    void anAliasIsAsIfEachStepHadItsFieldUnderOneName() {
        int[] found = new int[1];
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = events(dice);
            List<TokenEvent> renamed = events.stream()
                    .map(e -> Events.with(e, "device_id", Objects.requireNonNullElse(e.value(field(e)), "-")))
                    .toList();
            Collection<Alert> expected = alerts(Rules.pack(PLAIN), renamed);
            found[0] += expected.size();
            assertThat(alerts(Rules.pack(ALIASED), dice.duplicated(events)))
                    .extracting(a -> a.key().get("tok") + " " + a.key().get("client_id") + a.time() + "x" + a.count())
                    .containsExactlyInAnyOrderElementsOf(expected.stream()
                            .map(a -> a.key().get("device_id") + " " + a.key().get("client_id") + a.time() + "x"
                                    + a.count())
                            .toList());
        });
        assertThat(found[0]).isGreaterThan(TIMES);
    }

    private static Field field(TokenEvent event) {
        boolean exchanged = "token.exchanged".equals(event.text(Field.EVENT_TYPE));
        return exchanged ? Field.SUBJECT_TOKEN_ID : Field.TOKEN_ID;
    }

    @Test
    void oneEventCanBeInTwoStepsUnderTwoKeys() {
        String chain = ALIASED.replace("used: {event_type: token.validated}", "used: {token_id|exists: true}");
        List<TokenEvent> events = List.of(
                Events.event("e1", 0, "token.exchanged", "client_id", "c", "subject_token_id", "t1", "token_id", "t2"),
                Events.event("e2", 1, "token.exchanged", "client_id", "c", "subject_token_id", "t2", "token_id", "t1"));
        assertThat(alerts(Rules.pack(chain), events))
                .singleElement()
                .extracting(a -> a.key().get("tok"))
                .isEqualTo("t1");
    }

    @Test
    void anArrayCanBeAnAliasOfOneValue() {
        String rule = ALIASED.replace("exchanged: subject_token_id, used: token_id", "exchanged: scope, used: reason");
        List<TokenEvent> events = List.of(
                Events.event("e1", 0, "token.exchanged", "client_id", "c", "scope", "read write"),
                Events.event("e2", 1, "token.validated", "client_id", "c", "reason", "write"),
                Events.event("e3", 2, "token.validated", "client_id", "c", "reason", "admin"));
        assertThat(alerts(Rules.pack(rule), events))
                .singleElement()
                .extracting(a -> a.key().get("tok"))
                .isEqualTo("write");
    }

    @Test
    void beyondTheBoundTheKeysWithTheSmallestHashesAreKeptAndTheOthersCounted() {
        Router router = new Router(new Plan(Rules.pack(COUNT)));
        List<String> scopes = IntStream.range(0, 200).mapToObj(i -> "s" + i).toList();
        List<Long> keys = new ArrayList<>();
        TokenEvent event = Events.event(
                "e", 0, "x", "outcome", "success", "client_id", "c", "scope", scopes, "audience", List.of("a"));
        router.route(event, 0, routed -> keys.add(routed.keyLow));
        assertThat(keys).hasSize(Spread.MOST).doesNotHaveDuplicates();
        assertThat(router.keysLeftOut()).isEqualTo(200 - Spread.MOST);

        List<Long> again = new ArrayList<>();
        TokenEvent otherOrder = Events.with(event, "scope", new Dice(1).shuffled(scopes));
        router.route(otherOrder, 0, routed -> again.add(routed.keyLow));
        assertThat(again).isEqualTo(keys);
    }

    @Test
    void rulesThatNameTheirKeyAlikeShareAGroup() {
        String twin = ALIASED.replace("exchanged-and-used", "twin");
        String other =
                ALIASED.replace("exchanged-and-used", "other").replace("used: token_id", "used: parent_token_id");
        assertThat(new Plan(Rules.pack(ALIASED, twin)).groups()).hasSize(1);
        assertThat(new Plan(Rules.pack(ALIASED, other)).groups())
                .extracting(Group::salt)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }
}
