package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code lag}: more items can make it hold, and make it hold no more; each is seen in its own window and the next. */
class LagTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: lag
                version: 1
                title: lag
                detection:
                  revoked: {event_type: token.revoked}
                  used: {event_type: token.validated}
                correlation:
                  type: lag
                  steps: [revoked, used]
                  of: token_id
                  group-by: [client_id]
                  timespan: 60s
                  condition: {percentile: 60, gt: 20s}
                  min_events: 2
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(9) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        String type = dice.pick("token.revoked", "token.validated", "token.validated");
        return Events.event(id, time, type, "token_id", "t" + dice.below(6), "client_id", "c1");
    }

    @Override
    protected int mostBytes() {
        return 6 * (24 + 4 * 40);
    }
}
