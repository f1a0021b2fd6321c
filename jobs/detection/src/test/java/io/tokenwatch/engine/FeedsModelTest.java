package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code not_before} judges an issuer's tokens from that issuer's first issuance on, whatever others in its tenant or elsewhere tell. */
class FeedsModelTest {
    private static final long SECOND = 1_000;
    private static final RulePack PACK = pack("keep");

    private static RulePack pack(String onChange) {
        return new RuleFiles(new TreeMap<>(Map.of("never-issued.yml", """
                id: never-issued
                version: 1
                title: never issued
                detection:
                  issued: {event_type: token.issued, outcome: success}
                  used: {event_type: token.validated}
                correlation:
                  type: absence
                  steps: [issued, used]
                  not_before: issued
                  since: issued_at
                  forget_after: 1h
                  group-by: [token_id]
                  timespan: 20s
                suppress: {by: [token_id], for: 1s}
                state: {on_change: %s}
                """.formatted(onChange)))).compile();
    }

    private static TokenEvent event(Dice dice, String id) {
        long time = dice.below(600) * SECOND;
        String type = dice.pick("token.issued", "token.issued", "token.validated");
        TokenEvent event = Events.event(id, time, type);
        event.set(Field.OUTCOME, dice.pick("success", "failure"));
        event.set(Field.TOKEN_ID, "t" + dice.below(12));
        event.set(Field.ISSUED_AT, time - dice.below(300) * SECOND - 1);
        event.set(Field.TENANT, dice.pick("acme", "globex"));
        event.set(Field.ISSUER, dice.pick("https://a", "https://b", "-"));
        return event;
    }

    private static List<TokenEvent> events(Dice dice) {
        List<TokenEvent> events = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            events.add(event(dice, "e" + i));
        }
        return events;
    }

    private static boolean isIssuance(TokenEvent event) {
        return "token.issued".equals(event.text(Field.EVENT_TYPE)) && "success".equals(event.text(Field.OUTCOME));
    }

    private static boolean sameTenant(TokenEvent a, TokenEvent b) {
        return String.valueOf(a.text(Field.TENANT)).equals(b.text(Field.TENANT));
    }

    /** Whose word is taken for the issuer of a use: its own, and that of events that name none; of a use that names none, anybody's. */
    private static Predicate<TokenEvent> tellsOf(TokenEvent use) {
        @Nullable String issuer = use.text(Field.ISSUER);
        return told -> issuer == null || !told.has(Field.ISSUER) || issuer.equals(told.text(Field.ISSUER));
    }

    /** @param known from which on an issuance counts as told */
    private static List<String> expected(List<TokenEvent> events, long known, long from) {
        long newest = events.stream().mapToLong(TokenEvent::eventTime).max().orElse(0);
        return events.stream()
                .filter(use -> "token.validated".equals(use.text(Field.EVENT_TYPE)))
                .filter(use -> use.eventTime() >= known)
                .filter(use -> use.eventTime() + 20 * SECOND <= newest)
                .filter(use -> use.eventTime() + 20 * SECOND >= from)
                .filter(use -> events.stream()
                        .filter(FeedsModelTest::isIssuance)
                        .filter(told -> told.eventTime() >= known && sameTenant(told, use))
                        .filter(tellsOf(use))
                        .anyMatch(told -> told.eventTime() <= use.number(Field.ISSUED_AT)))
                .filter(use -> events.stream()
                        .filter(FeedsModelTest::isIssuance)
                        .filter(told -> told.eventTime() >= known && sameTenant(told, use))
                        .filter(told ->
                                String.valueOf(told.text(Field.TOKEN_ID)).equals(use.text(Field.TOKEN_ID)))
                        .noneMatch(told -> told.eventTime() <= use.eventTime() + 20 * SECOND))
                .map(use ->
                        use.text(Field.TENANT) + " " + use.text(Field.TOKEN_ID) + " " + (use.eventTime() + 20 * SECOND))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> actual(PackLog log, List<TokenEvent> events) {
        LocalEngine engine = new LocalEngine(log);
        events.forEach(engine::accept);
        return engine.alerts().stream().map(FeedsModelTest::line).sorted().toList();
    }

    private static String line(Alert alert) {
        return alert.tenant() + " " + alert.key().get("token_id") + " " + alert.time();
    }

    @Test
    void eachIssuerByItsOwnFeed() {
        int[] found = new int[1];
        Dice.roll(300, dice -> {
            List<TokenEvent> events = events(dice);
            List<String> expected = expected(events, Long.MIN_VALUE, Long.MIN_VALUE);
            assertThat(actual(PackLog.of(PACK), dice.duplicated(events))).isEqualTo(expected);
            found[0] += expected.size();
        });
        assertThat(found[0]).isGreaterThan(100);
    }

    /** A new rule has been told nothing before it was in force; a backfilled one has. */
    @Test
    void aNewRuleByWhatItHasBeenTold() {
        int[] found = new int[2];
        long from = 300 * SECOND;
        Dice.roll(300, dice -> {
            List<TokenEvent> events = events(dice);
            RulePack none = RulePack.of(List.of());
            PackLog keep = PackLog.of(none).with(from, PACK);
            PackLog backfill = PackLog.of(none).with(from, pack("backfill"));
            List<String> since = expected(events, from, from);
            List<String> ever = expected(events, Long.MIN_VALUE, from);
            assertThat(actual(keep, dice.shuffled(events))).isEqualTo(since);
            assertThat(actual(backfill, dice.shuffled(events))).isEqualTo(ever);
            found[0] += since.size();
            found[1] += ever.size();
        });
        assertThat(found[0]).isGreaterThan(10);
        assertThat(found[1]).isGreaterThan(found[0]);
    }
}
