package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import java.util.List;

/** A scope beyond what the latest registration says: {@code temporal} with a step that is looked up, in whatever way. */
abstract class AsOfContract extends DetectorContract {
    /** Further keys of the correlation, each with a comma after it. */
    abstract String lookedUp();

    @Override
    protected final String ruleText() {
        return """
                id: beyond-registration
                version: 1
                title: beyond-registration
                detection:
                  registered: {event_type: client.updated}
                  used: {event_type: token.validated}
                correlation: {
                  type: temporal,
                  steps: [registered, used],
                  as_of: [registered],
                  group-by: [client_id],
                  where: [used.used_scope not_subset_of registered.client.registered_scope],
                  %s}
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """.formatted(lookedUp());
    }

    @Override
    protected final TokenEvent event(Dice dice, String id) {
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
                        dice.pick(List.of("a", "b"), List.of("a")));
    }

    @Override
    protected final int mostBytes() {
        return 2 * (4 + 2) * 56;
    }
}
