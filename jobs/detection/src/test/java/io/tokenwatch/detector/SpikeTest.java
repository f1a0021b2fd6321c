package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code spike}: a few days on which little happens, and one on which much does, with some of its history yet to come. */
class SpikeTest extends DetectorContract {
    private static final long HOUR = 3_600_000;

    @Override
    protected String ruleText() {
        return """
                id: spike
                version: 1
                title: spike
                detection:
                  issued: {event_type: token.issued}
                correlation:
                  type: spike
                  group-by: [client_id]
                  bucket: 1h
                  floor: 2
                  z: 2.5
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        int day = dice.pick(0, 1, 2, 3, 8, 8, 8, 9, 23);
        long time = (day * 24 + dice.pick(-1, 0, 0, 0, 1)) * HOUR + dice.pick(-1, 0, 0, 0, 1);
        return Events.event(id, time, "token.issued", "client_id", "c1");
    }

    @Override
    protected int mostBytes() {
        return 7 * 4 * (4 * 20 + 22 * 40 + 1_100);
    }
}
