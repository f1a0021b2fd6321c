package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code value_count}: several values in a sliding window; events that lack the field say nothing. */
class ValueCountTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: networks
                version: 1
                title: networks
                detection:
                  used: {event_type: token.validated}
                correlation:
                  type: value_count
                  group-by: [client_id]
                  timespan: 60s
                  condition: {field: src.asn, gte: 3}
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(12) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        Integer network = dice.pick(1, 1, 2, 2, 3, 300, null);
        return Events.event(id, time, "token.validated", "client_id", "c1", "src.asn", network);
    }

    @Override
    protected int mostBytes() {
        return (4 + 2) * 44;
    }
}
