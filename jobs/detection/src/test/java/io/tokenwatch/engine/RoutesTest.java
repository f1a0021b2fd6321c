package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.Captured;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A record holds the rules that its event matches by their selections, and what just these capture, though its route was made for another event. */
class RoutesTest {
    private static String rule(Dice dice, int number) {
        String key = dice.pick("client_id", "subject");
        String steps = "a: {client_id: " + dice.pick("c1", "c2", "[c1, c2]") + "}, b: {subject: "
                + dice.pick("s1", "s2") + "}";
        String correlation = dice.pick(
                "type: value_count, timespan: 60s, condition: {field: "
                        + dice.pick("src.asn", "resource_server", "scope") + ", gte: 2}",
                "type: temporal_ordered, steps: [a, b], timespan: 60s");
        return "{id: r" + number + ", version: 1, title: random, detection: {" + steps
                + (correlation.contains("steps") ? "" : ", condition: " + dice.pick("a", "b", "a or b", "a and b"))
                + "}, correlation: {" + correlation + ", group-by: [" + key + "]}, suppress: {by: [" + key
                + "], for: 60s}}";
    }

    private static TokenEvent event(Dice dice, int number) {
        TokenEvent event = Events.event(
                "e" + number,
                number,
                "token.validated",
                "client_id",
                dice.pick("c1", "c2", "c3"),
                "subject",
                dice.pick("s1", "s2"));
        event = dice.chance(0.7) ? Events.with(event, "src.asn", 1L + dice.below(3)) : event;
        event = dice.chance(0.7) ? Events.with(event, "resource_server", dice.pick("rs1", "rs2")) : event;
        return dice.chance(0.7) ? Events.with(event, "scope", List.of("read", dice.pick("write", "admin"))) : event;
    }

    private static int steps(Rule rule, TokenEvent event) {
        return IntStream.range(0, rule.steps().size())
                .filter(step -> rule.steps().get(step).predicate().test(event))
                .reduce(0, (bits, step) -> bits | (1 << step));
    }

    /** Of each group that has a matched rule: the rules with their steps, and what they capture. */
    private static Map<Integer, String> expected(Plan plan, TokenEvent event) {
        Map<Integer, String> expected = new TreeMap<>();
        for (Group group : plan.groups()) {
            Map<Integer, Integer> matched = new TreeMap<>();
            Set<Field> captures = new TreeSet<>();
            for (Rule rule : group.rules()) {
                int bits = steps(rule, event);
                if (bits != 0) {
                    matched.put(plan.rules().indexOf(rule), bits);
                    captures.addAll(rule.captures());
                }
            }
            if (!matched.isEmpty()) {
                captures.removeIf(field -> !event.has(field));
                expected.put(group.index(), matched + " " + captures);
            }
        }
        return expected;
    }

    private static Map<Integer, String> routed(Plan plan, Router router, TokenEvent event) {
        Map<Integer, String> routed = new TreeMap<>();
        router.route(event, 0, record -> {
            Group group = plan.groups().get(record.group);
            BytesIn in = new BytesIn(record.payload, 0, record.length);
            Map<Integer, Integer> matched = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                matched.put(in.readInt(), in.readInt());
            }
            Captured.read(in, Field.TENANT.type());
            group.keys().forEach(type -> Captured.read(in, type));
            in.skip(in.readInt());
            List<Field> present = new ArrayList<>();
            for (Field field : group.captures()) {
                if (Captured.read(in, field.type()) != null) {
                    present.add(field);
                }
            }
            assertThat(in.hasMore()).isFalse();
            routed.put(record.group, matched + " " + present.stream().sorted().collect(Collectors.toList()));
        });
        return routed;
    }

    @Test
    void aRememberedRouteIsThatOfTheEvent() {
        int[] seen = new int[1];
        Dice.roll(60, dice -> {
            Plan plan = new Plan(Rules.pack(IntStream.range(0, 1 + dice.below(12))
                    .mapToObj(i -> rule(dice, i))
                    .toArray(String[]::new)));
            Router router = new Router(plan);
            for (int i = 0; i < 40; i++) {
                TokenEvent event = event(dice, i);
                Map<Integer, String> expected = expected(plan, event);
                assertThat(routed(plan, router, event)).as(event.toString()).isEqualTo(expected);
                seen[0] += expected.size();
            }
        });
        assertThat(seen[0]).isGreaterThan(1_000);
    }
}
