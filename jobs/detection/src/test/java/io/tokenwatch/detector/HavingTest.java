package io.tokenwatch.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rules;
import io.tokenwatch.testing.Witness;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code having} picks among findings; what it does not pick is history all the same. */
class HavingTest extends DetectorContract {
    private static final String NEW_KEY = """
            id: key-nobody-published
            version: 1
            title: key-nobody-published
            detection:
              seen: {event_type: [key.published, token.validated]}
            correlation:
              type: first_seen
              group-by: [issuer]
              field: kid
              forget_after: 30d
              having: {event_type: token.validated}
            suppress: {by: [issuer], for: 1h}
            """;

    @Override
    protected String ruleText() {
        return """
                id: late-and-elsewhere
                version: 1
                title: late-and-elsewhere
                detection:
                  used: {event_type: token.validated}
                correlation:
                  type: value_count
                  group-by: [client_id]
                  timespan: 60s
                  condition: {field: src.asn, gte: 2}
                  having: [{src.country: [DE, FR]}, values(src.country) >= 2]
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(14) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        Object network = dice.<Object>pick(1, 1, 1, 2);
        Object country = dice.<Object>pick("DE", "US", "US", "US", "-");
        return Events.event(id, time, "token.validated", "client_id", "c1", "src.asn", network, "src.country", country);
    }

    @Override
    protected int mostBytes() {
        return (4 + 2) * 64;
    }

    private static TokenEvent of(String id, long time, String type, String kid) {
        return Events.event(id, time, type, "issuer", "i", "kid", kid);
    }

    @Test
    void whatIsNotPickedIsKnownNevertheless() {
        List<TokenEvent> events = List.of(
                of("1", 0, "key.published", "k1"),
                of("2", 1, "token.validated", "k1"),
                of("3", 2, "token.validated", "k2"),
                of("4", 3, "key.published", "k2"));

        assertThat(Witness.of(Rules.rule(NEW_KEY), events).findings())
                .singleElement()
                .asString()
                .contains("first seen kid", "k2");
    }
}
