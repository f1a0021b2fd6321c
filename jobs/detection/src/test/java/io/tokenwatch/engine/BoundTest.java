package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rehearsal;
import io.tokenwatch.testing.Rules;
import io.tokenwatch.testing.Witness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** At {@code max_evidence} all is exact; beyond it the alert says so, the sample favours no order, and no flood takes an alert back. */
class BoundTest {
    private static final String COUNT =
            """
            id: failures
            version: 1
            title: failures
            detection: {failed: {outcome: failure}}
            correlation: {type: event_count, group-by: [client_id], timespan: 60s, condition: {gte: 3}}
            suppress: {by: [client_id], for: 1h}
            state: {max_evidence: 8}
            """;
    private static final String SEQUENCE =
            """
            id: use-after-revocation
            version: 1
            title: use after revocation
            detection: {revoked: {event_type: token.revoked}, used: {event_type: token.validated}}
            correlation:
              type: temporal_ordered
              steps: [revoked, used]
              group-by: [client_id]
              timespan: 1h
              where: [used.generation < revoked.generation]
            suppress: {by: [client_id], for: 1h}
            state: {max_evidence: 8}
            """;

    private static TokenEvent failure(int number, long time) {
        return Events.event("e" + number, time, "token.validated", "outcome", "failure", "client_id", "c1");
    }

    private static List<TokenEvent> failures(int count) {
        return IntStream.range(0, count).mapToObj(i -> failure(i, i * 1_000L)).toList();
    }

    private static Collection<Alert> alerts(String rule, List<TokenEvent> events) {
        Rehearsal rehearsal = new Rehearsal(Rules.pack(rule));
        events.forEach(rehearsal::accept);
        return rehearsal.alerts();
    }

    @Test
    void atTheBoundTheCountIsExact() {
        assertThat(alerts(COUNT, failures(8))).singleElement().satisfies(alert -> {
            assertThat(alert.count()).isEqualTo(6);
            assertThat(alert.truncated()).isFalse();
        });
    }

    @Test
    void beyondTheBoundTheAlertSaysTruncatedInAnyOrder() {
        RulePack pack = Rules.pack(COUNT);
        List<String> lines = Rehearsal.alerts(pack, failures(30));
        assertThat(lines).singleElement().asString().contains("\"truncated\":true");
        Dice.roll(50, dice -> assertThat(Rehearsal.alerts(pack, dice.duplicated(failures(30)))).isEqualTo(lines));
    }

    @Test
    void theAlertSaysTruncatedThoughTheEventThatFoundNoRoomIsNoPartOfIt() {
        List<TokenEvent> events = new ArrayList<>();
        events.add(Events.event("r0", 0, "token.revoked", "client_id", "c1", "generation", 2));
        events.add(Events.event("u0", 1_000, "token.validated", "client_id", "c1", "generation", 1));
        for (int i = 1; i < 20; i++) {
            events.add(Events.event("r" + i, 1_000 + i, "token.revoked", "client_id", "c1", "generation", 2));
        }
        assertThat(alerts(SEQUENCE, events)).singleElement().matches(Alert::truncated);
    }

    @Test
    void aFloodDoesNotTakeAnAlertBack() {
        List<TokenEvent> events = new ArrayList<>(failures(3));
        for (int i = 3; i < 100; i++) {
            events.add(failure(i, i * 70_000L));
        }
        Rehearsal rehearsal = new Rehearsal(Rules.pack(COUNT));
        events.forEach(rehearsal::accept);
        assertThat(rehearsal.alerts()).extracting(Alert::time).contains(2_000L);
    }

    @Test
    void theExtremesOfEachMinuteThatWhereComparesAreKept() {
        Rule rule = Rules.rule(SEQUENCE);
        Dice.roll(30, dice -> {
            List<TokenEvent> events = new ArrayList<>();
            for (int i = 0; i < 300; i++) { // one stale use among hundreds that are in order
                long generation = i == 150 ? 1 : 5;
                events.add(Events.event("u" + i, 100_000 + i, "token.validated", "client_id", "c1", "generation", generation));
                events.add(Events.event("r" + i, i, "token.revoked", "client_id", "c1", "generation", 2));
            }
            Witness<?> witness = Witness.of(rule, dice.shuffled(events));
            assertThat(witness.findings()).singleElement().asString().startsWith("100150 by ");
        });
    }
}
