package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code temporal_ordered} of three steps, the gap holding between each two, and a comparison of texts. */
class ThreeStepsTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: three-steps
                version: 1
                title: three-steps
                detection:
                  issued: {event_type: token.issued}
                  exchanged: {event_type: token.exchanged}
                  used: {event_type: token.validated}
                correlation:
                  type: temporal_ordered
                  steps: [issued, exchanged, used]
                  group-by: [client_id]
                  timespan: 90s
                  gap: {gte: 10s, lt: 60s}
                  where: [issued.device_id != used.device_id, issued.generation <= exchanged.generation]
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(14) * 10_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        String type = dice.pick("token.issued", "token.exchanged", "token.validated");
        String device = dice.pick("d1", "d1", "d2", null);
        return Events.event(id, time, type, "client_id", "c1", "device_id", device, "generation", dice.below(3));
    }

    @Override
    protected int mostBytes() {
        return 3 * (4 + 2 + 2 * 5) * 56;
    }
}
