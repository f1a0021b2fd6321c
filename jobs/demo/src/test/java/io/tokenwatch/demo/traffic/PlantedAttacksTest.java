package io.tokenwatch.demo.traffic;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules, by their definition, find what was planted and nothing else. */
class PlantedAttacksTest {
    private static final Instant START = Instant.parse("2026-03-02T09:30:00Z");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everySeedHoldsExactlyWhatWasPlanted(long seed) {
        // Other hours of the day, across midnight too.
        Instant start = START.plus(Duration.ofMinutes(97 * seed));
        Traffic traffic = Traffic.of(TrafficPlan.smoke(seed, start));
        List<Scheduled> deliveries = drain(traffic);

        assertThat(matches(deliveries, start, Tolerance.OF_THE_RULES)).isEqualTo(expected(traffic.planted()));
        assertThat(traffic.planted().stream().collect(groupingBy(Planted::ruleId, counting())))
                .hasSize(15)
                .allSatisfy((rule, count) -> assertThat(count)
                        .isGreaterThanOrEqualTo(rule.equals("tool-with-user-token") ? 1 : 2)); // not of workloads
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 77})
    void aDifferentSizeHoldsExactlyWhatWasPlanted(long seed) {
        TrafficPlan plan = new TrafficPlan(seed, START, 16, 12_000, 400, 25, Duration.ofMinutes(15));
        Traffic traffic = Traffic.of(plan);

        assertThat(matches(drain(traffic), START, Tolerance.OF_THE_RULES)).isEqualTo(expected(traffic.planted()));
        assertThat(attacks(traffic)).isEqualTo(45);
    }

    @Test
    void everyDecoyIsOneToleranceAwayFromAnAlert() {
        Traffic traffic = Traffic.of(TrafficPlan.smoke(3, START));
        List<Scheduled> deliveries = drain(traffic);

        assertThat(traffic.decoys().stream().map(Decoy::kind).distinct()).hasSize(16);
        for (Decoy decoy : traffic.decoys()) {
            if (decoy.kind().equals("refresh-race")) {
                continue; // its rule is about rotation, see the next test
            }
            List<Scheduled> about = about(decoy.key(), deliveries);
            assertThat(matches(about, START, Tolerance.OF_THE_RULES))
                    .as("%s", decoy)
                    .doesNotContainKey(match(decoy));
            assertThat(matches(about, START, Tolerance.without(decoy.kind())))
                    .as("%s", decoy)
                    .containsKey(match(decoy));
        }
    }

    @Test
    void aRefreshTokenIsPresentedTwiceOnlyInARaceOrByAThief() {
        Traffic traffic = Traffic.of(TrafficPlan.smoke(3, START));
        List<Scheduled> deliveries = drain(traffic);

        Map<String, Long> presented = deliveries.stream()
                .filter(each -> "token.refreshed".equals(each.event().text(Field.EVENT_TYPE)))
                .collect(groupingBy(each -> each.event().text(Field.EVENT_ID) + ""))
                .values()
                .stream()
                .collect(groupingBy(copies -> copies.get(0).event().text(Field.TOKEN_ID) + "", counting()));

        assertThat(presented.entrySet().stream().filter(e -> e.getValue() > 1).map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                traffic.decoys().stream()
                                        .filter(decoy -> decoy.kind().equals("refresh-race"))
                                        .map(Decoy::key),
                                traffic.planted().stream()
                                        .filter(attack -> attack.ruleId().equals("refresh-token-reuse"))
                                        .map(Planted::key))
                        .map(key -> key.getOrDefault("token_id", ""))
                        .toList());
    }

    @Test
    void anAttackIsAnnouncedWithTheDeliveryThatCompletesIt() {
        Traffic traffic = Traffic.of(TrafficPlan.smoke(8, START));
        List<Scheduled> sofar = new ArrayList<>();
        while (traffic.hasNext()) {
            Scheduled next = traffic.next();
            for (Planted planted : next.planted()) {
                String match = Definition.match(planted.ruleId(), planted.tenant(), planted.key());
                List<Scheduled> about = about(planted.key(), sofar);
                assertThat(matches(about, START, Tolerance.OF_THE_RULES)).doesNotContainKey(match);
                about.add(next);
                assertThat(matches(about, START, Tolerance.OF_THE_RULES)).containsKey(match);
            }
            sofar.add(next);
        }
        assertThat(attacks(traffic)).isEqualTo(26);
    }

    /** Attacks, each told once however many rules see it. */
    static long attacks(Traffic traffic) {
        return traffic.planted().stream()
                .filter(planted -> !Set.of("tool-with-user-token", "refresh-token-reuse-elsewhere")
                        .contains(planted.ruleId()))
                .count();
    }

    static List<Scheduled> drain(Traffic traffic) {
        List<Scheduled> deliveries = new ArrayList<>();
        traffic.forEachRemaining(deliveries::add);
        return deliveries;
    }

    /** Those that carry the key; a scope is not looked at. */
    private static List<Scheduled> about(Map<String, String> key, List<Scheduled> deliveries) {
        return deliveries.stream()
                .filter(each -> key.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("scope"))
                        .allMatch(entry -> entry.getValue()
                                .equals(each.event()
                                        .text(Field.of(entry.getKey()).orElseThrow()))))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String match(Decoy decoy) {
        return Definition.match(decoy.ruleId(), decoy.tenant(), decoy.key());
    }

    private static Map<String, Long> matches(List<Scheduled> deliveries, Instant start, Tolerance tolerance) {
        return Definition.matches(deliveries, start.toEpochMilli(), tolerance);
    }

    private static Map<String, Long> expected(List<Planted> planted) {
        Map<String, Long> expected = new TreeMap<>();
        for (Planted each : planted) {
            String match = Definition.match(each.ruleId(), each.tenant(), each.key());
            assertThat(expected.put(match, each.time().toEpochMilli())).isNull();
        }
        return expected;
    }
}
