package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code spike} with {@code direction: fall}: nine days on which something happens most of the time, and then not. */
class FallTest extends DetectorContract {
    private static final long EIGHT_HOURS = 8 * 3_600_000;

    @Override
    protected String ruleText() {
        return """
                id: fall
                version: 1
                title: fall
                detection:
                  issued: {event_type: token.issued}
                correlation:
                  type: spike
                  direction: fall
                  group-by: [client_id]
                  bucket: 8h
                  floor: 1
                  z: 0.5
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(25) * EIGHT_HOURS + dice.pick(-1, 0, 0, 0, 1);
        return Events.event(id, time, "token.issued", "client_id", "c1");
    }

    @Override
    protected int mostBytes() {
        return 25 * (4 * 20 + 22 * 40 + 1_100);
    }
}
