package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code temporal_ordered} of two steps with a gap and a comparison of a number. */
class TemporalOrderedTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: use-after-revocation
                version: 1
                title: use-after-revocation
                detection:
                  revoked: {event_type: token.revoked}
                  used: {event_type: token.validated}
                correlation:
                  type: temporal_ordered
                  steps: [revoked, used]
                  group-by: [client_id]
                  timespan: 120s
                  gap: {gt: 30s}
                  where: [used.issued_at < revoked.event_time]
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(14) * 15_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        String type = dice.pick("token.revoked", "token.validated");
        Long issued = dice.pick(null, -60_000L, time - 1_000, time - 999, time - 30_000);
        return Events.event(id, time, type, "client_id", "c1", "issued_at", issued);
    }

    @Override
    protected int mostBytes() {
        return 2 * (4 + 2 + 2 * 6) * 56;
    }
}
