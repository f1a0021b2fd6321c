package io.tokenwatch.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rules;
import io.tokenwatch.testing.Witness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code lag}: more items can make it hold, and make it hold no more; each is seen in its own window and the next. */
class LagTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: lag
                version: 1
                title: lag
                detection:
                  revoked: {event_type: token.revoked}
                  used: {event_type: token.validated}
                correlation:
                  type: lag
                  steps: [revoked, used]
                  of: token_id
                  group-by: [client_id]
                  timespan: 60s
                  condition: {percentile: 60, gt: 20s}
                  min_events: 2
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(9) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        String type = dice.pick("token.revoked", "token.validated", "token.validated");
        return Events.event(id, time, type, "token_id", "t" + dice.below(6), "client_id", "c1");
    }

    @Override
    protected int mostBytes() {
        return 6 * (24 + 4 * 40);
    }

    private static TokenEvent of(String id, long time, String type, String token) {
        return Events.event(id, time, type, "token_id", token, "client_id", "c1");
    }

    @Test
    void whatIsNotSeenAgainHasNoLag() {
        List<TokenEvent> events = List.of(
                of("1", 0, "token.revoked", "t1"),
                of("2", 1, "token.revoked", "t2"),
                of("3", 30_000, "token.validated", "t2"),
                of("4", 40_000, "token.validated", "t3"));

        assertThat(Witness.of(Rules.rule(ruleText()), events).findings())
                .singleElement()
                .asString()
                .contains("p60 lag", "29.999s", "late", "1", "followed", "2");
    }

    /** Of a thousand things, one in two of which is late, a quarter is followed, and says about as much. */
    @Test
    void beyondTheBoundASampleIsJudged() {
        List<TokenEvent> events = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            events.add(of("r" + i, i, "token.revoked", "t" + i));
            events.add(of("u" + i, i % 2 == 0 ? 59_000 : 10_000, "token.validated", "t" + i));
        }
        String rule = ruleText().replace("max_evidence: 64", "max_evidence: 256");

        Witness<?> witness = Witness.of(Rules.rule(rule), events);

        assertThat(witness.findings()).singleElement().asString().contains("about 256");
        assertThat(witness.findings().get(0)).containsPattern("count (4[2-9]|5[0-8])[0-9]~ ");
    }
}
