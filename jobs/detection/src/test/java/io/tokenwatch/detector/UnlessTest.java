package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code unless}: a new value that a change before it explains is none; an event may be of both kinds, and explains no finding of its own. */
class UnlessTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: new-and-unexplained
                version: 1
                title: new-and-unexplained
                detection:
                  issued: {event_type: [token.issued, client.updated]}
                  changed: {event_type: [client.updated, client.registered]}
                  condition: issued
                correlation:
                  type: first_seen
                  group-by: [client_id]
                  field: scope
                  forget_after: 90s
                  unless: {preceded_by: changed, within: 60s}
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(20) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        String type = dice.pick("token.issued", "token.issued", "token.issued", "client.registered", "client.updated");
        return Events.event(id, time, type, "client_id", "c1", "scope", dice.<Object>pick("a", "b", "c", "d"));
    }

    @Override
    protected int mostBytes() {
        return 4 * 1024;
    }
}
