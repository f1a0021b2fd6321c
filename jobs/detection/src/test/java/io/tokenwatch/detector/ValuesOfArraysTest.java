package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code value_count} over a field of several values: each counts, and one event may bring enough. */
class ValuesOfArraysTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: scopes
                version: 1
                title: scopes
                detection:
                  used: {event_type: token.validated}
                correlation:
                  type: value_count
                  group-by: [client_id]
                  timespan: 60s
                  condition: {field: scope, gte: 4}
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(14) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        String scope = dice.chance(0.05) ? "a b c d e" : dice.pick("a", "a b", "b a", "b", "c", "d", "a a", "-");
        return Events.event(id, time, "token.validated", "client_id", "c1", "scope", scope);
    }

    @Override
    protected int mostBytes() {
        return (4 + 2) * 64;
    }
}
