package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code ratio}: more events can make it hold, and make it hold no more. */
class RatioTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: ratio
                version: 1
                title: ratio
                detection:
                  failed: {event_type: token.refreshed, outcome: failure}
                  all: {event_type: token.refreshed}
                correlation:
                  type: ratio
                  steps: [failed, all]
                  group-by: [client_id]
                  timespan: 60s
                  min_events: 3
                  condition: {gte: 0.6}
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(9) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        String outcome = dice.pick("failure", "success");
        return Events.event(id, time, "token.refreshed", "outcome", outcome, "client_id", "c1");
    }

    @Override
    protected int mostBytes() {
        return 5 * (2 * (4 * 20 + 1_100) + 22 * 40);
    }
}
