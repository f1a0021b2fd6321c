package io.tokenwatch.engine;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rules of every shipped correlation type, and random events that keep hitting their boundaries. */
final class Traffic {
    static final RulePack PACK =
            Rules.pack("""
            id: denied
            version: 1
            title: none
            detection: {denied: {event_type: token.validated, outcome: failure}}
            suppress: {by: [client_id, src.lat], for: 60s}
            """, """
            id: failures
            version: 1
            title: event_count sliding
            detection: {failed: {outcome: failure}}
            correlation: {type: event_count, group-by: [client_id], timespan: 60s, condition: {gte: 3}}
            suppress: {by: [client_id, src.lat, src.asn], for: 90s}
            """, """
            id: volume
            version: 1
            title: event_count tumbling, in buckets narrower than the window
            detection: {any: {event_type|startswith: token.}}
            correlation: {type: event_count, window: tumbling, group-by: [client_id], timespan: 60s, condition: {gte: 4}}
            suppress: {by: [client_id], for: 20s}
            state: {max_evidence: 6}
            """, """
            id: networks
            version: 1
            title: value_count
            detection: {used: {event_type: token.validated}}
            correlation: {type: value_count, group-by: [token_id], timespan: 60s, condition: {field: src.asn, gte: 2}}
            levels: [{when: values(src.asn) >= 3, level: high}, {when: [count >= 3, event: {outcome: failure}], level: critical}]
            suppress: {by: [token_id], for: 1h}
            """, """
            id: use-after-revocation
            version: 1
            title: temporal_ordered
            detection: {revoked: {event_type: token.revoked}, used: {event_type: token.validated, outcome: success}}
            correlation:
              type: temporal_ordered
              steps: [revoked, used]
              group-by: [token_id]
              timespan: 120s
              gap: {gt: 30s}
              where: [used.issued_at < revoked.event_time]
            levels: [{when: used.src.asn != revoked.src.asn, level: high}]
            suppress: {by: [token_id, client_id], for: 120s}
            """, """
            id: three-steps
            version: 1
            title: temporal_ordered of three steps, one event in two of them
            detection: {issued: {event_type: token.issued}, any: {outcome: success}, used: {event_type: token.validated}}
            correlation: {type: temporal_ordered, steps: [issued, any, used], group-by: [client_id], timespan: 60s}
            suppress: {by: [client_id], for: 30s}
            """, """
            id: each-scope
            version: 1
            title: event_count of each element of an array
            detection: {used: {event_type: token.validated}}
            correlation: {type: event_count, group-by: [client_id, scope], timespan: 60s, condition: {gte: 2}}
            levels: [{when: count >= 3, level: high}]
            suppress: {by: [client_id, scope], for: 60s}
            """, """
            id: renamed
            version: 1
            title: temporal_ordered whose steps name their key by different fields
            detection: {revoked: {event_type: token.revoked}, used: {event_type: token.validated}}
            correlation:
              type: temporal_ordered
              steps: [revoked, used]
              aliases: {scopes: {revoked: scope, used: scope}, id: {revoked: client_id, used: token_id}}
              group-by: [id, scopes]
              timespan: 120s
            suppress: {by: [id, scopes], for: 120s}
            """, """
            id: new-scope
            version: 1
            title: first_seen of the elements of an array
            detection: {used: {event_type: token.validated}}
            correlation: {type: first_seen, field: scope, forget_after: 90s, group-by: [client_id]}
            levels: [{when: {event: {scope: admin}}, level: critical}]
            suppress: {by: [client_id, scope], for: 40s}
            """, """
            id: new-network
            version: 1
            title: first_seen after learning, its alerts not told apart by the value
            detection: {any: {event_type|startswith: token.}}
            correlation:
              {type: first_seen, field: src.asn, forget_after: 120s, group-by: [client_id], learn: {for: 60s, min_events: 4}}
            suppress: {by: [client_id], for: 30s}
            """, """
            id: new-scopes-together
            version: 1
            title: first_seen of an array, several values in one alert
            detection: {used: {event_type: token.validated}}
            correlation: {type: first_seen, field: scope, forget_after: 1h, group-by: [token_id], learn: {min_events: 2}}
            suppress: {by: [token_id], for: 1h}
            """, """
            id: unexplained
            version: 1
            title: first_seen unless something explains it
            detection: {used: {event_type: token.validated}, revoked: {event_type: token.revoked}, condition: used}
            correlation:
              {type: first_seen, field: scope, forget_after: 90s, group-by: [client_id], unless: {preceded_by: revoked, within: 60s}}
            suppress: {by: [client_id], for: 40s}
            """, """
            id: together
            version: 1
            title: temporal
            detection: {revoked: {event_type: token.revoked}, failed: {outcome: failure}}
            correlation: {type: temporal, steps: [revoked, failed], group-by: [client_id], timespan: 30s}
            suppress: {by: [client_id], for: 60s}
            """, """
            id: said-last
            version: 1
            title: temporal with a step that is looked up
            detection: {revoked: {event_type: token.revoked}, used: {event_type: token.validated}}
            correlation:
              type: temporal
              steps: [revoked, used]
              as_of: [revoked]
              group-by: [client_id]
              where: [used.scope not_subset_of revoked.scope]
            suppress: {by: [client_id], for: 60s}
            """, """
            id: not-followed
            version: 1
            title: absence
            detection: {issued: {event_type: token.issued}, used: {event_type: token.validated}}
            correlation: {type: absence, steps: [issued, used], group-by: [client_id], timespan: 40s}
            suppress: {by: [client_id], for: 60s}
            """, """
            id: silence
            version: 1
            title: absence of the next event of the same kind
            detection: {one: {event_type: token.validated}, next: {event_type: token.validated}}
            correlation: {type: absence, steps: [one, next], group-by: [token_id], timespan: 60s}
            suppress: {by: [token_id], for: 60s}
            """, """
            id: not-preceded
            version: 1
            title: absence of what should have come before
            detection: {issued: {event_type: token.issued}, used: {event_type: token.validated}}
            correlation:
              type: absence
              steps: [issued, used]
              not_before: issued
              since: issued_at
              forget_after: 120s
              group-by: [token_id]
              timespan: 20s
            suppress: {by: [token_id], for: 60s}
            """, """
            id: failing
            version: 1
            title: ratio, in buckets narrower than the window
            detection: {failed: {outcome: failure}, validated: {event_type: token.validated}}
            correlation:
              {type: ratio, steps: [failed, validated], group-by: [client_id], timespan: 60s, min_events: 3, condition: {gte: 0.5}}
            suppress: {by: [client_id, src.asn], for: 40s}
            state: {max_evidence: 6}
            """, """
            id: scope-is-back
            version: 1
            title: first_seen of what comes back
            detection: {used: {event_type: token.validated}}
            correlation: {type: first_seen, only: returning, field: scope, forget_after: 60s, group-by: [client_id]}
            suppress: {by: [client_id], for: 60s}
            """);

    private Traffic() {}

    static TokenEvent event(Dice dice, String id) {
        long time = dice.below(40) * 10_000L - 100_000 + dice.pick(-1, 0, 0, 0, 1);
        String type =
                dice.pick("token.validated", "token.validated", "token.validated", "token.revoked", "token.issued");
        TokenEvent event = Events.event(id, time, type, "outcome", dice.pick("success", "success", "failure"));
        event.set(Field.CLIENT_ID, dice.pick("c1", "c1", "c2", "-"));
        event.set(Field.TOKEN_ID, dice.pick("t1", "t1", "t2", "c1", "unknown"));
        event.set(Field.SRC_ASN, dice.pick(1L, 1L, 2L, 3L, TokenEvent.ABSENT));
        event.set(Field.ISSUED_AT, dice.pick(TokenEvent.ABSENT, -200_000L, time - time % 1_000, time - 1));
        if (dice.chance(0.5)) {
            event.set(Field.SRC_LAT, dice.pick(52.52, -1.5));
        }
        if (dice.chance(0.8)) {
            event.set(
                    Field.SCOPE,
                    dice.shuffled(List.of("read", "write", "admin"))
                            .subList(0, dice.below(3))
                            .toArray(String[]::new));
        }
        return event;
    }

    static List<TokenEvent> events(Dice dice, int count) {
        List<TokenEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TokenEvent event = event(dice, "e" + i / 2);
            event.set(Field.SOURCE, i % 2 == 0 ? "as" : "rs"); // an id is good within its source only
            events.add(event);
        }
        return events;
    }

    static List<TokenEvent> sorted(List<TokenEvent> events) {
        return events.stream()
                .sorted(Comparator.comparingLong(TokenEvent::eventTime))
                .toList();
    }

    /** In an order of arrival in which no event comes more than {@code lateness} ms after a later one. */
    static List<TokenEvent> delayed(Dice dice, List<TokenEvent> events, int lateness) {
        record Arrival(long time, TokenEvent event) {}
        return events.stream()
                .map(event -> new Arrival(event.eventTime() + dice.below(lateness + 1), event))
                .sorted(Comparator.comparingLong(Arrival::time))
                .map(Arrival::event)
                .toList();
    }
}
