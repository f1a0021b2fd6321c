package io.tokenwatch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rehearsal;
import io.tokenwatch.testing.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Ids and lines of alerts are contracts: an id that changes would raise every alert anew. If this fails, the change is a
 * breaking one; if it is meant, replace the golden file.
 */
class AlertLinesTest {
    private static final String RULE =
            """
            id: use-after-revocation
            version: 3
            title: Revoked token accepted
            level: critical
            detection: {revoked: {event_type: token.revoked}, used: {event_type: token.validated}}
            correlation: {type: temporal_ordered, steps: [revoked, used], group-by: [token_id, src.asn], timespan: 1h}
            suppress: {by: [token_id, src.asn, client.third_party, src.lat, scope], for: 1h}
            fields: [client_id]
            """;

    private static TokenEvent event(String id, long time, String type, Object... more) {
        TokenEvent event = Events.event(id, time, type, more);
        return Events.with(Events.with(event, "token_id", "t\u00e9:1"), "src.asn", 64_512);
    }

    @Test
    void areThoseOfTheGoldenFile() throws IOException {
        List<TokenEvent> events = List.of(
                event("e1", 1_767_571_200_000L, "token.revoked", "client_id", "c1"),
                event("e2", 1_767_571_231_000L, "token.validated", "client_id", "c1", "scope", "read write"),
                event("e3", 1_767_574_800_000L, "token.validated", "client.third_party", true, "src.lat", 52.52),
                event("e4", -3_600_001L, "token.revoked", "raw_ref", "token.revoked-3@17"),
                event("e5", -3_600_000L, "token.validated"));
        try (InputStream golden = Objects.requireNonNull(getClass().getResourceAsStream("/alerts.golden.ndjson"))) {
            assertThat(Rehearsal.alerts(Rules.pack(RULE), events))
                    .containsExactlyElementsOf(new String(golden.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
    }

    @Test
    void twoListsOfValuesNeverShareAnId() {
        String rule =
                """
                id: pair
                version: 1
                title: pair
                detection: {any: {event_type|exists: true}}
                suppress: {by: [client_id, device_id], for: 1h}
                """;
        List<TokenEvent> events = List.of(
                Events.event("e1", 0, "x", "client_id", "a1:b", "device_id", "c"),
                Events.event("e2", 0, "x", "client_id", "a", "device_id", "1:b1:c"),
                Events.event("e3", 0, "x", "client_id", "a", "device_id", "b", "tenant", "x"),
                Events.event("e4", 0, "x", "client_id", "a", "device_id", "b", "tenant", "y"));
        assertThat(Rehearsal.alerts(Rules.pack(rule), events)).hasSize(4);
    }
}
