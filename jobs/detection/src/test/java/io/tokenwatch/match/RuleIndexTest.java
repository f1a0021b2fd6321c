package io.tokenwatch.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.engine.Plan;
import io.tokenwatch.engine.Router;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The index finds what a plain loop over all rules finds, and looks at little else. */
class RuleIndexTest {
    private static final String[] TYPES = {"token.issued", "token.validated", "token.revoked"};

    private static String line(Dice dice) {
        return switch (dice.below(15)) {
            case 0, 1, 2 -> "event_type: " + some(dice, TYPES);
            case 3 -> "client_id: " + some(dice, "c1", "c2", "c3", "c4");
            case 4 -> "outcome: " + some(dice, "success", "failure");
            case 5 -> "scope: " + some(dice, "read", "write", "admin");
            case 6 -> "scope|all: [read, " + dice.pick("write", "admin") + "]";
            case 7 -> "src.asn: " + some(dice, "1", "2", "3");
            case 8 ->
                "error|" + dice.pick("startswith", "endswith", "contains") + ": " + some(dice, "a", "b1", "1b", "B");
            case 9 ->
                "user_agent|" + dice.pick("startswith", "endswith", "contains") + ": "
                        + some(dice, "CU", "url/1", "k", "\u00e9");
            case 10 -> "user_agent: " + some(dice, "'cur*'", "'*l/1'", "CURL/1", "'c?rl*1'");
            case 11 ->
                "src.ip|cidr: "
                        + some(
                                dice,
                                "10.0.0.0/8",
                                "10.1.0.0/16",
                                "0.0.0.0/0",
                                "'2001:db8::/32'",
                                "'::/0'",
                                "10.1.2.3/32");
            case 12 -> "client_id: " + some(dice, "c1", "'c*'", "'*3'", "c4");
            case 13 ->
                dice.pick("user_agent", "error", "scope") + "|re: "
                        + some(dice, "'^cu?r'", "'r[Ll]/1'", "'b1$'", "'a|1b'", "'.e'", "'(?i)B1'", "'ad+m'");
            default -> "client.third_party: " + dice.pick("true", "false");
        };
    }

    private static String some(Dice dice, String... values) {
        return dice.shuffled(Arrays.asList(values))
                .subList(0, 1 + dice.below(2))
                .toString();
    }

    private static String selection(Dice dice) {
        return IntStream.range(0, 1 + dice.below(4))
                .mapToObj(i -> line(dice))
                .collect(Collectors.toMap(line -> line.split(": ")[0], line -> line, (a, b) -> a))
                .values()
                .stream()
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String rule(Dice dice, int number) {
        String detection = "a: " + selection(dice) + ", b: " + selection(dice);
        String condition = dice.pick("a", "a and b", "a or b", "a and not b", "not a");
        boolean ordered = dice.chance(0.5);
        String key = dice.pick("client_id", "scope", "src.asn");
        return "{id: r" + number + ", version: 1, title: random, "
                + (ordered
                        ? "detection: {" + detection
                                + "}, correlation: {type: temporal_ordered, steps: [a, b], group-by: ["
                                + key + "], timespan: 60s}, "
                        : "detection: {" + detection + ", condition: '" + condition + "'}, ")
                + "suppress: {by: [" + key + "], for: 60s}}";
    }

    private static TokenEvent event(Dice dice, int number) {
        TokenEvent event = Events.event("e" + number, number, dice.pick(TYPES));
        List<Object[]> fields = List.of(
                new Object[] {"client_id", dice.pick("c1", "c2", "c3", "c4", "c5")},
                new Object[] {"outcome", dice.pick("success", "failure")},
                new Object[] {
                    "scope",
                    dice.shuffled(List.of("read", "write", "admin", "other")).subList(0, 1 + dice.below(3))
                },
                new Object[] {"src.asn", dice.pick(1L, 2L, 3L, 4L)},
                new Object[] {"error", dice.pick("a1", "b1", "c1b", "ab1b1", "B1", "11")},
                new Object[] {"user_agent", dice.pick("curl/1", "CURL/1", "cur", "okhttp", "\u212aurl/1", "caf\u00c9")},
                new Object[] {
                    "src.ip",
                    dice.pick(
                            "10.1.2.3",
                            "10.2.2.3",
                            "192.0.2.1",
                            "2001:db8::1",
                            "::ffff:10.1.2.3",
                            "fe80::1",
                            "10.1",
                            "10.1.2.3.4",
                            "010.001.002.003",
                            "10.1::2.3")
                },
                new Object[] {"client.third_party", dice.pick("true", "false")});
        for (Object[] field : fields) {
            if (dice.chance(0.8)) {
                event = Events.with(event, (String) field[0], field[1]);
            }
        }
        return dice.chance(0.5) ? lying(event) : event;
    }

    /** The same, its texts as a reader leaves them: bytes of a line. */
    private static TokenEvent lying(TokenEvent event) {
        TokenEvent lying = event.copy();
        StringBuilder line = new StringBuilder();
        for (Field field : Field.values()) {
            String text = field.type().isText() ? event.text(field) : null;
            line.append(text == null ? "" : text).append(' ');
        }
        byte[] bytes = line.toString().getBytes(StandardCharsets.ISO_8859_1);
        int at = 0;
        for (Field field : Field.values()) {
            String text = field.type().isText() ? event.text(field) : null;
            if (text != null && text.chars().allMatch(c -> c < 128)) {
                lying.set(field, bytes, at, text.length());
            }
            at += 1 + (text == null ? 0 : text.length());
        }
        return lying;
    }

    private static List<String> matches(RulePack pack, TokenEvent event) {
        List<String> matches = new ArrayList<>();
        for (int rule = 0; rule < pack.active().size(); rule++) {
            int bits = 0;
            for (int step = 0; step < pack.active().get(rule).steps().size(); step++) {
                bits |= pack.active().get(rule).steps().get(step).predicate().test(event) ? 1 << step : 0;
            }
            if (bits != 0) {
                matches.add(rule + ":" + bits);
            }
        }
        return matches;
    }

    private static List<String> matches(RuleIndex index, TokenEvent event, SelectionSet met) {
        index.select(event, met);
        Matches found = index.noMatches();
        index.match(met, found);
        return IntStream.range(0, found.size())
                .mapToObj(i -> found.rule(i) + ":" + found.steps(i))
                .toList();
    }

    private static List<String> routed(Router router, TokenEvent event) {
        List<String> routed = new ArrayList<>();
        router.route(
                event,
                0,
                r -> routed.add(r.group + " " + r.keyHigh + " " + r.keyLow + " "
                        + Arrays.toString(Arrays.copyOf(r.payload, r.length))));
        return routed;
    }

    @Test
    void theIndexFindsWhatAPlainLoopFinds() {
        int[] seen = new int[2];
        Dice.roll(120, dice -> {
            RulePack pack = Rules.pack(IntStream.range(0, 1 + dice.below(40))
                    .mapToObj(i -> rule(dice, i))
                    .toArray(String[]::new));
            Plan plan = new Plan(pack);
            RuleIndex index = RuleIndex.of(plan.rules());
            SelectionSet met = index.noSelections();
            Router router = new Router(plan);
            Router loop = Router.withoutIndex(plan);
            for (int i = 0; i < 30; i++) {
                TokenEvent event = event(dice, i);
                List<String> expected = matches(pack, event);
                assertThat(matches(index, event, met)).as(event.toString()).isEqualTo(expected);
                assertThat(routed(router, event)).isEqualTo(routed(loop, event));
                seen[expected.isEmpty() ? 0 : 1]++;
            }
            assertThat(router.selectionsTested()).isLessThanOrEqualTo(loop.selectionsTested());
        });
        assertThat(seen[0]).isGreaterThan(100);
        assertThat(seen[1]).isGreaterThan(1_000);
    }

    /** Events of few situations, each of them with other values in the fields that have many. */
    private static TokenEvent oneOfASituation(Dice dice, int number) {
        TokenEvent event = Events.event(
                "e" + number,
                number,
                dice.pick(TYPES),
                "client_id",
                dice.pick("c1", "c2", "c3", "c4", "c5"),
                "scope",
                dice.shuffled(List.of("read", "write", "admin", "other")).subList(0, 1 + dice.below(3)),
                "src.asn",
                dice.pick(1L, 2L, 3L, 4L),
                "user_agent",
                dice.pick("curl/1", "CURL/1", "cur", "okhttp"),
                "src.ip",
                dice.pick("10.1.2.3", "192.0.2.1", "2001:db8::1"));
        event = dice.chance(0.7) ? Events.with(event, "outcome", dice.pick("success", "failure")) : event;
        return dice.chance(0.5) ? Events.with(event, "error", dice.pick("a1", "b1", "c1b", "B1")) : event;
    }

    @Test
    void whatIsDecidedForASituationHoldsForEachEventInIt() {
        long[] tested = new long[2];
        Dice.roll(15, dice -> {
            RulePack pack = Rules.pack(
                    IntStream.range(0, 40).mapToObj(i -> rule(dice, i)).toArray(String[]::new));
            RuleIndex index = RuleIndex.of(new Plan(pack).rules());
            SelectionSet met = index.noSelections();
            SelectionSet ofLying = index.noSelections();
            for (int i = 0; i < 300; i++) {
                TokenEvent event = oneOfASituation(dice, i);
                List<String> expected = matches(pack, event);
                assertThat(matches(index, event, met)).as(event.toString()).isEqualTo(expected);
                assertThat(matches(index, lying(event), ofLying)).isEqualTo(expected);
            }
            tested[0] += met.tested();
            tested[1] += ofLying.tested();
        });
        // Where the fields that have few values lie in their line, nothing is decided beforehand.
        assertThat(tested[0]).isLessThan(tested[1] * 19 / 20);
    }

    private static RulePack each(int rules, String detection) {
        return Rules.pack(IntStream.range(0, rules)
                .mapToObj(i -> "{id: r" + i + ", version: 1, title: one of many, detection: " + detection.formatted(i)
                        + ", suppress: {by: [client_id], for: 60s}}")
                .toArray(String[]::new));
    }

    private static long tested(RulePack pack, TokenEvent event) {
        Router router = new Router(new Plan(pack));
        router.route(event, 0, routed -> {});
        return router.selectionsTested();
    }

    @Test
    void theCostOfAnEventGrowsWithTheRulesThatMayMatchIt() {
        TokenEvent event = Events.event("e", 0, "token.issued", "client_id", "c7", "scope", List.of("s3", "s4"));
        assertThat(tested(each(400, "{a: {event_type: token.issued, client_id: c%d}}"), event))
                .isEqualTo(1);
        assertThat(tested(each(400, "{a: {event_type: token.issued, scope: s%d}}"), event))
                .isEqualTo(2);
        assertThat(tested(each(400, "{a: {event_type: token.revoked, user_agent|contains: u%d}}"), event))
                .isZero();
        assertThat(tested(each(400, "{a: {event_type: token.issued, user_agent|contains: u%d}}"), event))
                .isZero();
        TokenEvent curl = Events.with(Events.with(event, "user_agent", "curl/8 u17 u3"), "src.ip", "10.3.7.1");
        assertThat(tested(each(400, "{a: {event_type: token.issued, user_agent|contains: ' u%d'}}"), curl))
                .isEqualTo(3); // u1, u17, u3
        assertThat(tested(each(200, "{a: {event_type: token.issued, src.ip|cidr: 10.3.%d.0/24}}"), curl))
                .isEqualTo(1);
        assertThat(tested(each(400, "{a: {event_type: token.issued, user_agent|re: '^curl/. u%d'}}"), curl))
                .isEqualTo(2); // u1, u17
        assertThat(tested(each(400, "{a: {event_type: token.issued, user_agent|re: '(u%d)'}}"), curl))
                .isEqualTo(400);
    }

    @Test
    void aSelectionThatManyRulesShareIsTestedOnce() {
        TokenEvent event = Events.event("e", 0, "token.issued", "client_id", "c7");
        RulePack pack = each(100, "{a: {event_type: token.issued, src.ip|cidr: [10.0.0.0/8, 10.1.0.0/16]}}");
        assertThat(tested(pack, event)).isEqualTo(1);
        TokenEvent inside = Events.with(event, "src.ip", "10.2.3.4");
        RuleIndex index = RuleIndex.of(pack.active());
        assertThat(matches(index, inside, index.noSelections())).hasSize(100);
    }

    @Test
    void aLongListIsNotWrittenOutInTheIndex() {
        String clients = IntStream.range(0, 5_000).mapToObj(i -> "c" + i).collect(Collectors.joining(", ", "[", "]"));
        String types = "[token.issued, token.validated, token.revoked]";
        RulePack pack = each(20, "{a: {event_type: " + types + ", client_id: " + clients + ", error: e%d}}");
        TokenEvent event = Events.event("e", 0, "token.issued", "client_id", "c7", "error", "e3");
        assertThat(tested(pack, event)).isEqualTo(1);
    }
}
