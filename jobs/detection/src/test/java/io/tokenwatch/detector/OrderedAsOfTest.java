package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;

/** {@code temporal_ordered} with a gap, and a step that is looked up when the last one completes it. */
class OrderedAsOfTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: ordered-as-of
                version: 1
                title: ordered-as-of
                detection:
                  added: {event_type: credential.added}
                  registered: {event_type: [client.updated, credential.added]}
                  used: {event_type: token.validated}
                correlation:
                  type: temporal_ordered
                  steps: [added, registered, used]
                  as_of: registered
                  group-by: [client_id]
                  timespan: 60s
                  gap: {gt: 15s}
                  where: [registered.client.owner = null, added.src.asn != used.src.asn]
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(14) * 15_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        String type = dice.pick("credential.added", "client.updated", "token.validated");
        String owner = dice.pick("alice", "-");
        return Events.event(id, time, type, "client_id", "c1", "client.owner", owner, "src.asn", dice.below(3));
    }

    @Override
    protected int mostBytes() {
        return 3 * (4 + 2 + 2 * 6) * 60;
    }
}
