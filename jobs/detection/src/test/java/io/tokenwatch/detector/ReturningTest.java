package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code first_seen} of values that come back: how long they were away is remembered when they are forgotten. */
class ReturningTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: returning
                version: 1
                title: returning
                detection:
                  used: {event_type: token.validated}
                correlation:
                  type: first_seen
                  only: returning
                  group-by: [client_id]
                  field: scope
                  forget_after: 60s
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(40) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        String scope = dice.pick("read", "read write", "write", "admin read", "-", "-");
        return Events.event(id, time, "token.validated", "client_id", "c1", "scope", scope);
    }

    @Override
    protected int mostBytes() {
        return 4 * 14 * 48;
    }
}
