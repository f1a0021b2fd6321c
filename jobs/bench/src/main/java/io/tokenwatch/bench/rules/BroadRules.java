package io.tokenwatch.bench.rules;

import java.util.List;

/** Rules that take every event of a type, in turn; from the second turn on with other windows. */
final class BroadRules {
    private static final List<String> TEXTS = List.of("""
            detection: {used: {event_type: token.validated, outcome: success}}
            correlation: {type: value_count, group-by: [token_id], timespan: %1$ds, condition: {field: src.asn, gte: 2}}
            suppress: {by: [token_id], for: 1h}
            """, """
            detection: {revoked: {event_type: token.revoked}, used: {event_type: token.validated, outcome: success}}
            correlation: {type: temporal_ordered, steps: [revoked, used], group-by: [token_id], timespan: %1$ds}
            suppress: {by: [token_id], for: 1h}
            """, """
            detection: {issued: {event_type: token.issued}}
            correlation: {type: first_seen, field: scope, group-by: [client_id], forget_after: %1$ds, learn: {min_events: 20}}
            suppress: {by: [client_id, scope], for: 1h}
            """, """
            detection: {refreshed: {event_type: token.refreshed, outcome: success}}
            correlation: {type: event_count, group-by: [token_id], timespan: %1$ds, condition: {gte: 2}}
            suppress: {by: [token_id], for: 1h}
            """, """
            detection: {failed: {event_type: token.validated, outcome: failure}}
            correlation: {type: event_count, group-by: [subject], timespan: %1$ds, condition: {gte: 5}}
            suppress: {by: [subject], for: 1h}
            """, """
            detection: {issued: {event_type: token.issued}}
            correlation: {type: event_count, window: tumbling, group-by: [client_id], timespan: %1$ds, condition: {gte: 2000}}
            suppress: {by: [client_id], for: 1h}
            """, """
            detection: {revoked: {event_type: token.revoked}, used: {event_type: token.validated, outcome: success}}
            correlation: {type: temporal_ordered, steps: [revoked, used], group-by: [subject], timespan: %1$ds}
            suppress: {by: [subject], for: 1h}
            """, """
            detection: {used: {event_type: token.validated, outcome: success}}
            correlation: {type: value_count, group-by: [subject], timespan: %1$ds, condition: {field: src.country, gte: 3}}
            suppress: {by: [subject], for: 1h}
            """);

    private BroadRules() {}

    /** @param number among the broad rules, from 0 */
    static String text(int number) {
        return TEXTS.get(number % TEXTS.size()).formatted(60 * (1 + number / TEXTS.size()));
    }
}
