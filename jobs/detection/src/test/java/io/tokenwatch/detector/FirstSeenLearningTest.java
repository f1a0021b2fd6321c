package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code first_seen} after a time of learning and a number of events. */
class FirstSeenLearningTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: new-network
                version: 1
                title: new-network
                detection:
                  used: {event_type: token.validated}
                correlation:
                  type: first_seen
                  group-by: [client_id]
                  field: src.asn
                  forget_after: 60s
                  learn: {for: 40s, min_events: 3}
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(16) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        Integer network = dice.pick(1, 1, 1, 2, 3, null);
        return Events.event(id, time, "token.validated", "client_id", "c1", "src.asn", network);
    }

    @Override
    protected int mostBytes() {
        return 4 * 10 * 48;
    }
}
