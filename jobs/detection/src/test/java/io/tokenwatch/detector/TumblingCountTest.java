package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code event_count} in windows that stand side by side. */
class TumblingCountTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: tumbling
                version: 1
                title: tumbling
                detection:
                  failed: {event_type: token.refreshed, outcome: failure}
                correlation:
                  type: event_count
                  group-by: [client_id]
                  timespan: 60s
                  window: tumbling
                  condition: {gte: 4}
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(9) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        return Events.event(id, time, "token.refreshed", "outcome", "failure", "client_id", "c1");
    }

    @Override
    protected int mostBytes() {
        return 5 * (4 * 20 + 22 * 40 + 1_100);
    }
}
