package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code burn_rate}: an hour and its last five minutes, with successes that take back and history that is yet to come. */
class BurnRateTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: burn
                version: 1
                title: burn
                detection:
                  failed: {event_type: token.issued, outcome: failure}
                  all: {event_type: token.issued}
                correlation:
                  type: burn_rate
                  steps: [failed, all]
                  group-by: [client_id]
                  timespan: 1h
                  slo: 0.9
                  min_events: 3
                  condition: {gte: 4.5}
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long minute = dice.pick(0, 1, 4, 5, 30, 55, 58, 59, 60, 61, 64, 65, 119, 120);
        long time = minute * 60_000 + dice.pick(-1, 0, 0, 1);
        String outcome = dice.pick("failure", "success");
        return Events.event(id, time, "token.issued", "outcome", outcome, "client_id", "c1");
    }

    @Override
    protected int mostBytes() {
        return 30 * (2 * (4 * 20 + 1_100) + 22 * 40);
    }
}
