package io.tokenwatch.demo.traffic;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final Instant START = Instant.parse("2026-03-02T09:30:00Z");
    private static final TrafficPlan SMOKE = TrafficPlan.smoke(1, START);
    private static final Pattern LOOKS_LIKE_A_TOKEN = Pattern.compile(
            "(?i)eyJ[a-z0-9_-]{5,}|bearer\\s+\\S{8,}|basic\\s+\\S{8,}|client_secret=|gh[pousr]_|xox[bp]-");

    private static final Pattern HMAC = Pattern.compile("hmac-sha256:demo:[0-9a-f]{32}");

    private static List<Scheduled> smoke = List.of();

    @BeforeAll
    static void generate() {
        smoke = PlantedAttacksTest.drain(Traffic.of(SMOKE));
    }

    @Test
    void theSamePlanGivesTheSameDeliveriesAndAnotherSeedOthers() {
        List<Scheduled> again = PlantedAttacksTest.drain(Traffic.of(SMOKE));
        List<Scheduled> other = PlantedAttacksTest.drain(Traffic.of(TrafficPlan.smoke(2, START)));

        assertThat(lines(again)).isEqualTo(lines(smoke));
        assertThat(lines(other)).isNotEqualTo(lines(smoke));
    }

    @Test
    void theHistoryIsThinAndTheLivePhaseKeepsTheRate() {
        long history = smoke.stream().filter(Scheduled::isHistory).count();
        long live = smoke.size() - history;

        assertThat(history).isBetween(30_000L, 60_000L);
        assertThat(live).isBetween(11_000L, 13_500L);
        assertThat(smoke.get(0).event().eventTime())
                .isEqualTo(START.minus(Duration.ofDays(15)).toEpochMilli());
        assertThat(smoke).isSortedAccordingTo((a, b) -> Long.compare(a.sendOffsetMillis(), b.sendOffsetMillis()));
        assertThat(smoke.get(smoke.size() - 1).sendOffsetMillis()).isLessThan(40_000);
    }

    @Test
    void everyTopicIsServed() {
        Map<String, Long> perTopic = smoke.stream().collect(groupingBy(Scheduled::topic, counting()));

        assertThat(perTopic)
                .containsOnlyKeys("token.issuance", "token.validation", "token.revocation", "token.administration");
        assertThat(perTopic).allSatisfy((topic, count) -> assertThat(count).isPositive());
        assertThat(perTopic.getOrDefault("token.validation", 0L)).isGreaterThan(smoke.size() / 3);
    }

    @Test
    void someEventsComeLateByTenMinutesAtMost() {
        long start = START.toEpochMilli();
        List<Long> delays = smoke.stream()
                .map(each -> start + each.sendOffsetMillis() - each.event().eventTime())
                .toList();

        assertThat(delays.stream().filter(delay -> delay < 0 || delay > 605_000))
                .isEmpty();
        assertThat(delays.stream().filter(delay -> delay > 5_000).count()).isGreaterThan(smoke.size() / 200);
        assertThat(delays.stream().filter(delay -> delay > 120_000).count()).isPositive();
    }

    @Test
    void oneInAHundredComesTwiceAsAnEqualCopySometimesOnAnotherPartition() {
        List<List<Scheduled>> repeated =
                smoke.stream().collect(groupingBy(each -> each.event().text(Field.EVENT_ID) + "")).values().stream()
                        .filter(copies -> copies.size() > 1)
                        .toList();

        assertThat((double) repeated.size() / smoke.size()).isBetween(0.008, 0.012);
        assertThat(repeated).allSatisfy(copies -> {
            assertThat(copies).hasSize(2);
            assertThat(copies.get(0).event()).isNotSameAs(copies.get(1).event());
            assertThat(copies.get(0).event().toString())
                    .isEqualTo(copies.get(1).event().toString());
        });
        assertThat(repeated.stream().filter(copies -> !copies.get(0)
                        .partitionKey()
                        .equals(copies.get(1).partitionKey())))
                .isNotEmpty();
    }

    @Test
    void nothingLooksLikeARawToken() {
        assertThat("Authorization: Bearer abcdefghij").containsPattern(LOOKS_LIKE_A_TOKEN);
        assertThat(lines(smoke).stream().filter(LOOKS_LIKE_A_TOKEN.asPredicate()))
                .isEmpty();
        assertThat(smoke.stream()
                        .map(Scheduled::event)
                        .filter(event -> event.has(Field.TOKEN_ID))
                        .map(event -> event.text(Field.TOKEN_ID) + "")
                        .filter(HMAC.asMatchPredicate().negate()))
                .isEmpty();
    }

    @Test
    void aTokenIsUsedOnlyAfterItWasIssuedAndAcceptedOnlyWhileItLives() {
        Set<String> issued = events("token.issued")
                .map(event -> event.text(Field.TOKEN_ID) + "")
                .collect(toSet());

        assertThat(events("token.validated")
                        .filter(event -> !issued.contains(event.text(Field.TOKEN_ID))
                                || event.eventTime() < event.number(Field.ISSUED_AT)
                                || event.eventTime() >= event.number(Field.EXPIRES_AT)))
                .isEmpty();
    }

    @Test
    void withoutEndItGoesOnAndPlantsAnAttackEveryTwentySeconds() {
        Traffic traffic = Traffic.of(TrafficPlan.endless(4, START).rate(50));
        Scheduled next = traffic.next();
        while (next.sendOffsetMillis() < Duration.ofMinutes(30).toMillis()) {
            next = traffic.next();
        }

        assertThat(PlantedAttacksTest.attacks(traffic)).isBetween(88L, 91L);
    }

    @Test
    void aPlanThatCannotTeachTheRulesIsRefused() {
        assertThatThrownBy(() -> new TrafficPlan(1, START, 14, 30_000, 3_000, 300, TrafficPlan.ENDLESS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("historyDays is at least 15, not 14");
    }

    /** Successful ones of that type. */
    private static Stream<TokenEvent> events(String type) {
        return smoke.stream()
                .map(Scheduled::event)
                .filter(event ->
                        type.equals(event.text(Field.EVENT_TYPE)) && "success".equals(event.text(Field.OUTCOME)));
    }

    private static List<String> lines(List<Scheduled> deliveries) {
        return deliveries.stream()
                .map(each ->
                        each.sendOffsetMillis() + " " + each.topic() + " " + each.partitionKey() + " " + each.event())
                .toList();
    }
}
