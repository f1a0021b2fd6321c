package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code absence} of what should have come before, compared by a field, so that nothing is told beyond the bound. */
class NotBeforeTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: never-issued
                version: 1
                title: never-issued
                detection:
                  issued: {event_type: token.issued}
                  used: {event_type: token.validated}
                correlation:
                  type: absence
                  steps: [used, issued]
                  not_before: issued
                  since: issued_at
                  forget_after: 100s
                  group-by: [client_id]
                  timespan: 20s
                  where: [issued.generation <= used.generation]
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(16) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        Object issued = dice.<Object>pick("-", time - 1_000, time - 100_000, time - 100_001, time - 30_000);
        String type = dice.pick("token.issued", "token.validated");
        return Events.event(id, time, type, "client_id", "c1", "issued_at", issued, "generation", dice.below(3));
    }

    @Override
    protected int mostBytes() {
        return 2 * (4 + 2 + 2 * 8) * 60;
    }
}
