package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code absence} of one kind after another, with a window wide enough to be told exactly beyond the bound. */
class AbsenceTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: never-redeemed
                version: 1
                title: never-redeemed
                detection:
                  issued: {event_type: code.issued}
                  redeemed: {event_type: [code.redeemed, code.reissued]}
                  reissued: {event_type: [code.issued, code.reissued]}
                correlation:
                  type: absence
                  steps: [reissued, redeemed]
                  group-by: [client_id]
                  timespan: 60s
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(20) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        return Events.event(
                id,
                time,
                dice.pick("code.issued", "code.redeemed", "code.redeemed", "code.reissued"),
                "client_id",
                "c1");
    }

    @Override
    protected int mostBytes() {
        return 2 * (4 + 2 + 2 * 8) * 44;
    }
}
