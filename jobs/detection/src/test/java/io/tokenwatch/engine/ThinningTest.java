package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.AlertJson;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rules;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Busy keys over a long time: what is left out of a history shows nowhere, not even in what it says of evidence that had to go. */
class ThinningTest {
    /** What each event meets, by the router that foresaw it. */
    private final Map<TokenEvent, Integer> met = new IdentityHashMap<>();

    private static final int MINUTE = 60_000;

    private static final RulePack PACK = Rules.pack("""
            id: new-network
            version: 1
            title: first_seen
            detection: {used: {event_type: token.validated}}
            correlation: {type: first_seen, group-by: [client_id], field: src.asn, learn: {for: 10m, min_events: 6}, forget_after: 30m}
            fields: [token_id]
            suppress: {by: [client_id, src.asn], for: 1h}
            """, """
            id: returning-scope
            version: 1
            title: first_seen of each element, returning
            detection: {used: {event_type: [token.validated, token.issued]}}
            correlation: {type: first_seen, group-by: [client_id], field: scope, forget_after: 20m, only: returning}
            suppress: {by: [client_id, scope], for: 1h}
            """, """
            id: explained
            version: 1
            title: first_seen unless
            detection: {used: {event_type: token.validated}, changed: {event_type: token.revoked}, condition: used}
            correlation: {type: first_seen, group-by: [client_id], field: src.asn, forget_after: 15m, unless: {preceded_by: changed, within: 5m}}
            suppress: {by: [client_id, src.asn], for: 1h}
            """, """
            id: never-issued
            version: 1
            title: absence before
            detection: {issued: {event_type: token.issued}, used: {event_type: token.validated}}
            correlation: {type: absence, steps: [issued, used], not_before: issued, forget_after: 40m, group-by: [token_id], timespan: 2m}
            fields: [issuer]
            suppress: {by: [token_id], for: 1h}
            state: {max_evidence: 4}
            """, """
            id: unused
            version: 1
            title: absence after
            detection: {granted: {event_type: token.issued}, used: {event_type: token.validated}}
            correlation: {type: absence, steps: [granted, used], group-by: [client_id], timespan: 10m}
            fields: [issuer]
            suppress: {by: [client_id], for: 30m}
            state: {max_evidence: 4}
            """, """
            id: after-revocation
            version: 1
            title: temporal_ordered
            detection: {revoked: {event_type: token.revoked}, used: {event_type: token.validated}}
            correlation: {type: temporal_ordered, steps: [revoked, used], group-by: [client_id], timespan: 10m}
            suppress: {by: [client_id], for: 15m}
            state: {max_evidence: 4}
            """, """
            id: hardly-used
            version: 1
            title: ratio
            detection: {issued: {event_type: token.issued}, used: {event_type: [token.validated, token.issued]}}
            correlation: {type: ratio, steps: [issued, used], group-by: [client_id], timespan: 20m, min_events: 4, condition: {gte: 0.5}}
            fields: [issuer]
            suppress: {by: [client_id], for: 30m}
            """, """
            id: many
            version: 1
            title: event_count
            detection: {used: {event_type: token.validated}}
            correlation: {type: event_count, window: tumbling, group-by: [token_id], timespan: 5m, condition: {gte: 8}}
            suppress: {by: [token_id], for: 30m}
            """, """
            id: new-client
            version: 1
            title: first_seen within a short time
            detection: {used: {event_type: token.validated}}
            correlation: {type: first_seen, group-by: [token_id], field: client_id, learn: {min_events: 3}, forget_after: 30d}
            suppress: {by: [token_id, client_id], for: 1h}
            """);

    private static List<TokenEvent> events(Dice dice) {
        List<TokenEvent> events = new ArrayList<>();
        int count = 20 + dice.below(200);
        int longest = 1 + dice.below(4 * MINUTE);
        long time = 0;
        for (int i = 0; i < count; i++) {
            time += dice.chance(0.02) ? dice.below(60 * MINUTE) : dice.below(longest);
            boolean rare = dice.chance(0.03);
            String type = dice.chance(0.02) ? "token.revoked" : dice.chance(0.2) ? "token.issued" : "token.validated";
            TokenEvent event =
                    Events.event("e" + i, time, type, "client_id", "c" + dice.below(2), "issuer", "https://as");
            event = Events.with(event, "token_id", "t" + (i / 30 + dice.below(2)));
            event = Events.with(event, "src.asn", rare ? 9L : 1L + dice.below(2));
            event = Events.with(event, "scope", List.of(rare ? "admin" : "read"));
            events.add(event);
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 1 << 20})
    void whatIsLeftOutShowsNowhere(int memory) {
        int[] records = new int[2];
        int[] alerts = new int[1];
        Dice.roll(150, dice -> {
            List<TokenEvent> events = events(dice);
            Prospects prospects = new Prospects(memory);
            PackRouter foreseeing = router(new Feeds(), prospects);
            (dice.chance(0.5) ? events : dice.duplicated(events))
                    .forEach(event -> met.put(event, foreseeing.foresee(event)));
            if (dice.chance(0.8)) {
                prospects.reach(
                        events.get(0).eventTime(), events.get(events.size() - 1).eventTime());
            }
            List<String> all = alerts(events, null, records, 0);
            assertThat(alerts(events, prospects, records, 1)).isEqualTo(all);
            alerts[0] += all.size();
        });
        assertThat(alerts[0]).isPositive();
        if (memory > 4096) {
            assertThat(records[1]).as("records").isLessThan(records[0] * 19 / 20);
        }
    }

    /** Somebody else's copy of an event said that it was another one. */
    @Test
    void whatWasReadAndDoesNotCountLeavesNothingOut() {
        int[] records = new int[2];
        Dice.roll(60, dice -> {
            List<TokenEvent> events = events(dice);
            Prospects prospects = new Prospects(1 << 20);
            PackRouter foreseeing = router(new Feeds(), prospects);
            events.forEach(event -> met.put(event, foreseeing.foresee(event)));
            events(dice).forEach(foreseeing::foresee);
            prospects.copiesDiffer();
            assertThat(alerts(events, prospects, records, 1)).isEqualTo(alerts(events, null, records, 0));
        });
    }

    private static PackRouter router(Feeds feeds, @Nullable Prospects prospects) {
        return new PackRouter(new Plans(PackLog.of(PACK)), feeds, prospects);
    }

    private List<String> alerts(List<TokenEvent> events, @Nullable Prospects prospects, int[] records, int which) {
        LocalEngine engine = new LocalEngine(PACK);
        PackRouter router = router(engine.feeds(), prospects);
        for (TokenEvent event : events) {
            engine.reach(event.eventTime());
            engine.advance(event.eventTime());
            router.route(
                    event,
                    prospects == null ? PackRouter.SOME : met.getOrDefault(event, PackRouter.SOME),
                    0,
                    record -> {
                        records[which]++;
                        engine.accept(record);
                    });
        }
        return engine.alerts().stream().map(AlertJson::line).toList();
    }
}
