package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertJson;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A pack takes effect by event time: what is found depends on when events happened, not on when they came. */
class PackChangeTest {
    private static final String RULE = """
            id: failures
            version: 1
            title: many
            mode: alert
            detection: {failed: {outcome: failure}}
            correlation: {type: event_count, group-by: [client_id], timespan: 60s, condition: {gte: 3}}
            suppress: {by: [client_id], for: 1h}
            """;

    private static RulePack pack(String text) {
        return RulePack.of(List.of(Rules.rule(text)));
    }

    private static TokenEvent failure(long time) {
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_ID, "e" + time);
        event.set(Field.EVENT_TIME, time);
        event.set(Field.EVENT_TYPE, "token.validated");
        event.set(Field.OUTCOME, "failure");
        event.set(Field.TENANT, "acme");
        event.set(Field.CLIENT_ID, "c1");
        return event;
    }

    /** The alerts as lines, which are the same in every order of arrival. */
    private static List<Alert> alerts(PackLog log, long... seconds) {
        List<TokenEvent> events = new ArrayList<>(
                LongStream.of(seconds).mapToObj(s -> failure(s * 1000)).toList());
        List<Alert> inOrder = judge(log, events);
        Dice dice = new Dice(seconds.length);
        for (int i = 0; i < 10; i++) {
            List<Alert> shuffled = judge(log, dice.shuffled(events));
            assertThat(shuffled.stream().map(AlertJson::line))
                    .containsExactlyElementsOf(
                            inOrder.stream().map(AlertJson::line).toList());
        }
        return inOrder;
    }

    private static List<Alert> judge(PackLog log, List<TokenEvent> events) {
        LocalEngine engine = new LocalEngine(log);
        events.forEach(engine::accept);
        return List.copyOf(engine.alerts());
    }

    @Test
    void aFindingIsJudgedByThePackInForceAtItsLastEvent() {
        PackLog log = PackLog.of(pack(RULE)).with(30_000, pack(RULE.replace("many", "promoted")));
        assertThat(alerts(log, 1, 2, 29))
                .singleElement()
                .satisfies(a -> assertThat(a.rule().title()).isEqualTo("many"));
        assertThat(alerts(log, 1, 2, 30))
                .singleElement()
                .satisfies(a -> assertThat(a.rule().title()).isEqualTo("promoted"));
    }

    @Test
    void aNewShapeUsesOnlyEvidenceSinceItIsInForce() {
        PackLog log = PackLog.of(pack(RULE)).with(30_000, pack(RULE.replace("60s", "80s")));
        assertThat(alerts(log, 1, 2, 30)).isEmpty();
        assertThat(alerts(log, 1, 2, 30, 31)).isEmpty();
        assertThat(alerts(log, 1, 2, 30, 31, 32)).hasSize(1);
    }

    @Test
    void eachShapeHasAlertsOfItsOwnWithinOneBucket() {
        PackLog log = PackLog.of(pack(RULE)).with(30_000, pack(RULE.replace("60s", "80s")));
        assertThat(alerts(log, 1, 2, 3, 30, 31, 32, 33))
                .extracting(Alert::count)
                .containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void aRuleThatIsSwitchedOffFindsNoMoreButWhatItFoundStands() {
        PackLog log = PackLog.of(pack(RULE)).with(30_000, pack(RULE.replace("mode: alert", "mode: off")));
        assertThat(alerts(log, 1, 2, 30, 31)).isEmpty();
        assertThat(alerts(log, 1, 2, 3, 30, 31)).singleElement().satisfies(a -> assertThat(a.count())
                .isEqualTo(1));
    }

    @Test
    void aRollbackIsWarmUnlessReset() {
        PackLog kept = PackLog.of(pack(RULE))
                .with(30_000, pack(RULE.replace("60s", "80s")))
                .with(40_000, pack(RULE));
        assertThat(alerts(kept, 1, 2, 35, 45)).hasSize(1);
        PackLog reset = PackLog.of(pack(RULE))
                .with(30_000, pack(RULE.replace("60s", "80s") + "state: {on_change: reset}\n"))
                .with(40_000, pack(RULE));
        assertThat(alerts(reset, 1, 2, 35, 45)).isEmpty();
    }

    @Test
    void promotionOpensAnAlertOfItsOwnBesideThatInTheShadow() {
        PackLog log =
                PackLog.of(pack(RULE.replace("mode: alert", "mode: shadow"))).with(30_000, pack(RULE));
        List<Alert> both = alerts(log, 1, 2, 3, 30, 31);
        assertThat(both.stream().map(a -> a.rule().mode() + " " + a.count()))
                .containsExactlyInAnyOrder("SHADOW 1", "ALERT 2");
        assertThat(both.stream().map(Alert::id).distinct()).hasSize(1);
    }

    @Test
    void anotherSuppressionHoldsFromItsTimeOn() {
        PackLog log = PackLog.of(pack(RULE)).with(30_000, pack(RULE.replace("1h", "10s")));
        assertThat(alerts(log, 1, 2, 3, 31, 41))
                .extracting(Alert::bucketStart)
                .containsExactlyInAnyOrder(0L, 30_000L, 40_000L);
    }
}
