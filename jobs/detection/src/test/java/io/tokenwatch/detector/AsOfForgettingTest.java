package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code temporal} with a step that is looked up, unless it was said too long ago. */
class AsOfForgettingTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: beyond-registration
                version: 1
                title: beyond-registration
                detection:
                  registered: {event_type: client.updated}
                  used: {event_type: token.validated}
                correlation:
                  type: temporal
                  steps: [registered, used]
                  as_of: [registered]
                  grace: 20s
                  forget_after: 45s
                  group-by: [client_id]
                  where: [used.used_scope not_subset_of registered.client.registered_scope]
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(14) * 15_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        String scope = dice.pick("a", "b", "a b", "-");
        return dice.chance(0.5)
                ? Events.event(id, time, "token.validated", "client_id", "c1", "used_scope", scope)
                : Events.event(
                        id,
                        time,
                        "client.updated",
                        "client_id",
                        "c1",
                        "client.registered_scope",
                        dice.pick(java.util.List.of("a", "b"), java.util.List.of("a")));
    }

    @Override
    protected int mostBytes() {
        return 2 * (4 + 2) * 56;
    }
}
