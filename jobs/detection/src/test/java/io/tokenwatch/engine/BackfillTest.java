package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertJson;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * {@code on_change: backfill}: from its time on a rule finds what it would find if it had always been there, and nothing before
 * that; in any order.
 */
class BackfillTest {
    private static final long FROM = 300_000;
    private static final int TIMES = 60;
    private static final List<String> CORRELATIONS = List.of(
            "type: event_count, group-by: [client_id], timespan: 90s, condition: {gte: 3}",
            "type: event_count, window: tumbling, group-by: [client_id], timespan: 90s, condition: {gte: 3}",
            "type: value_count, group-by: [client_id], timespan: 90s, condition: {field: src.asn, gte: 2}",
            "type: temporal_ordered, steps: [revoked, used], group-by: [client_id], timespan: 120s, gap: {gt: 30s}",
            "type: temporal, steps: [revoked, used], group-by: [client_id], timespan: 90s",
            "type: temporal, steps: [used, revoked], as_of: [revoked], group-by: [client_id], where: [used.src.asn != revoked.src.asn]",
            "type: absence, steps: [revoked, used], group-by: [client_id], timespan: 60s",
            "type: ratio, steps: [failed, used], group-by: [client_id], timespan: 120s, condition: {gte: 0.5}, min_events: 3",
            "type: first_seen, field: src.asn, forget_after: 200s, group-by: [client_id], learn: {for: 60s, min_events: 2}");

    private static RulePack pack(String correlation, String onChange) {
        return pack(correlation, onChange, "rule");
    }

    private static RulePack pack(String correlation, String onChange, String title) {
        String text =
                """
                id: rule
                version: 1
                title: %s
                detection:
                  revoked: {event_type: token.revoked}
                  used: {event_type: token.validated}
                  failed: {outcome: failure}
                  %s
                correlation: {%s}
                suppress: {by: [client_id], for: 10s}
                state: {on_change: %s}
                """.formatted(title, correlation.contains("steps") ? "" : "condition: failed", correlation, onChange);
        return new RuleFiles(new TreeMap<>(java.util.Map.of("rule.yml", text))).compile();
    }

    private static List<TokenEvent> events(Dice dice) {
        List<TokenEvent> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            TokenEvent event = new TokenEvent();
            event.set(Field.EVENT_ID, "e" + i);
            event.set(Field.EVENT_TIME, dice.below(600) * 1_000L);
            event.set(Field.EVENT_TYPE, dice.pick("token.revoked", "token.validated", "token.validated"));
            event.set(Field.OUTCOME, dice.pick("failure", "success"));
            event.set(Field.CLIENT_ID, dice.pick("c1", "c2"));
            event.set(Field.SRC_ASN, dice.pick(1L, 2L, 3L));
            events.add(event);
        }
        return events;
    }

    private static List<Alert> alerts(PackLog log, List<TokenEvent> events) {
        LocalEngine engine = new LocalEngine(log);
        events.forEach(engine::accept);
        return List.copyOf(engine.alerts());
    }

    private static List<String> lines(List<Alert> alerts) {
        return alerts.stream().map(AlertJson::line).toList();
    }

    @Test
    void findsFromThenOnWhatItWouldHaveFound() {
        RulePack none = RulePack.of(List.of());
        int[] found = new int[CORRELATIONS.size()];
        int[] missed = new int[CORRELATIONS.size()];
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = events(dice);
            for (int i = 0; i < found.length; i++) {
                String correlation = CORRELATIONS.get(i);
                List<Alert> always = alerts(PackLog.of(pack(correlation, "keep")), events);
                List<String> expected =
                        lines(always.stream().filter(a -> a.time() >= FROM).toList());
                PackLog backfill = PackLog.of(none).with(FROM, pack(correlation, "backfill"));
                assertThat(lines(alerts(backfill, dice.shuffled(events))))
                        .as(correlation)
                        .isEqualTo(expected);
                PackLog keep = PackLog.of(none).with(FROM, pack(correlation, "keep"));
                found[i] += expected.size();
                missed[i] += lines(alerts(keep, events)).equals(expected) ? 0 : 1;
            }
        });
        assertThat(found).doesNotContain(0);
        assertThat(missed).as("runs in which it made a difference").doesNotContain(0);
    }

    @Test
    void aStateThatHasLapsedIsMadeAnew() {
        String narrow = CORRELATIONS.get(0);
        String wide = narrow.replace("90s", "150s");
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = events(dice);
            PackLog log = PackLog.of(pack(narrow, "keep"))
                    .with(100_000, pack(wide, "backfill"))
                    .with(FROM, pack(narrow, "backfill"))
                    .with(450_000, pack(wide, "keep"));
            List<Alert> expected = new ArrayList<>();
            alerts(PackLog.of(pack(narrow, "keep")), events).stream()
                    .filter(a -> a.time() < 100_000 || (a.time() >= FROM && a.time() < 450_000))
                    .forEach(expected::add);
            List<String> actual = lines(alerts(log, dice.shuffled(events)));
            assertThat(actual).containsAll(lines(expected));
            assertThat(actual).isEqualTo(lines(alerts(log, events)));
        });
    }

    @Test
    void whatKeepsItsShapeIsNotFedAgain() {
        RulePack pack = pack(CORRELATIONS.get(0), "backfill");
        PackLog log = PackLog.of(RulePack.of(List.of()))
                .with(FROM, pack)
                .with(FROM + 1, pack(CORRELATIONS.get(0), "backfill", "another"));
        assertThat(log.tenures().get(1).backfilled()).hasSize(1);
        assertThat(log.tenures().get(2).backfilled()).isEmpty();
        assertThat(PackLog.of(pack).tenures().get(0).backfilled()).isEmpty();
    }
}
