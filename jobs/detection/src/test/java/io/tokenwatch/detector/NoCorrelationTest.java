package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code none}, and rules that say nothing of correlation: each event that matches is a finding. */
class NoCorrelationTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: each
                version: 1
                title: each
                detection:
                  failed: {event_type: token.refreshed, outcome: failure}
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(12) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        return Events.event(id, time, "token.refreshed", "outcome", "failure", "client_id", "c1");
    }

    @Override
    protected int mostBytes() {
        return (4 + 2) * 40;
    }
}
