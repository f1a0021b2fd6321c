package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code temporal} of three steps, two of which an event may match, with a comparison of numbers. */
class TemporalTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: together
                version: 1
                title: together
                detection:
                  added: {event_type: credential.added}
                  any: {event_type: [credential.added, token.issued]}
                  used: {event_type: token.validated}
                correlation:
                  type: temporal
                  steps: [added, any, used]
                  group-by: [client_id]
                  timespan: 60s
                  where: [used.generation - added.generation >= 2]
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(14) * 15_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        String type = dice.pick("credential.added", "token.issued", "token.validated");
        return Events.event(id, time, type, "client_id", "c1", "generation", dice.below(4));
    }

    @Override
    protected int mostBytes() {
        return 3 * (4 + 2 + 2 * 6) * 56;
    }
}
