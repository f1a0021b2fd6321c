package io.tokenwatch.writer;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.Alert.Status;
import io.tokenwatch.alert.EcsAlert.Run;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rehearsal;
import io.tokenwatch.testing.Rules;
import java.util.ArrayList;
import java.util.List;

/** Alerts as the engine raises them, from events whose values an attacker chose. */
final class Samples {
    static final Run RUN = new Run("live", "run-1", "0f".repeat(16), 1_767_571_231_500L, 1_767_571_232_000L, true);

    static final String TOKEN = "hmac-sha256:k1:" + "5e".repeat(32);

    private static final String RULE = """
            id: use-after-revocation
            version: 3
            title: Revoked token accepted
            level: critical
            risk: {score: 90, entity: client_id}
            tags: [attack.t1550.001, attack.t1528, owasp.nhi7]
            description: A token was accepted after it had been revoked.
            response: runbooks/use-after-revocation.md
            detection: {revoked: {event_type: token.revoked}, used: {event_type: token.validated}}
            correlation: {type: temporal_ordered, steps: [revoked, used], group-by: [client_id], timespan: 1h}
            suppress: {by: [client_id], for: 1h}
            fields: [token_id, family_id, subject, issuer, src.ip, user_agent, resource_server, scope]
            """;

    private Samples() {}

    /** What an analyst sees on an ordinary night. */
    static Alert ordinary() {
        return of("shop-backend", "alice@example.com", "Mozilla/5.0 (X11)", 2);
    }

    /** With that text wherever a text from an event comes to. */
    static Alert hostile(String text) {
        return of(text, text, text, 2);
    }

    /** As much of everything as an alert can hold. */
    static Alert largest(String text) {
        return of(text, text, text, 40);
    }

    static Alert retracted(Alert alert) {
        return new Alert(
                alert.id(),
                alert.rule(),
                alert.level(),
                alert.tenant(),
                alert.key(),
                alert.bucketStart(),
                alert.bucketEnd(),
                alert.bucketStart(),
                alert.bucketStart(),
                0,
                false,
                false,
                List.of(),
                List.of(),
                Status.RETRACTED,
                alert.revision() + 1);
    }

    private static Alert of(String client, String subject, String agent, int uses) {
        List<TokenEvent> events = new ArrayList<>();
        events.add(Events.event(
                "revoked-1",
                1_767_571_200_000L,
                "token.revoked",
                "client_id",
                client,
                "token_id",
                TOKEN,
                "raw_ref",
                "token.revocation-0@17"));
        for (int i = 0; i < uses; i++) {
            events.add(Events.event(
                    "used-" + i,
                    1_767_571_231_000L + i * 1000L,
                    "token.validated",
                    "client_id",
                    client,
                    "token_id",
                    TOKEN,
                    "family_id",
                    TOKEN.replace("5e", "7a"),
                    "subject",
                    subject,
                    "issuer",
                    "https://login.example.com",
                    "src.ip",
                    i % 2 == 0 ? "198.51.100.7" : "2001:db8::7",
                    "user_agent",
                    agent,
                    "resource_server",
                    "orders-api",
                    "scope",
                    "orders.read orders.write",
                    "raw_ref",
                    "token.validation-3@" + (42 + i)));
        }
        Rehearsal rehearsal = new Rehearsal(Rules.pack(RULE));
        events.forEach(rehearsal::accept);
        return rehearsal.alerts().iterator().next();
    }
}
