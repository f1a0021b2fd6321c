package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoogleConnectorTest extends ProductContract {
    GoogleConnectorTest() {
        super("google", "google.ndjson");
    }

    @Test
    void eachEventOfARecordCounts() {
        assertThat(read(lines("google.ndjson").get(4)))
                .extracting(event -> event.get("event_type"))
                .containsExactly("authorize", "consent.granted", "token.issued");
    }

    @Test
    void useAfterRevocationNamesUserAndClient() {
        assertThat(event("event_type=token.revoked"))
                .containsEntry("revocation_scope", "user_client")
                .containsEntry("subject", event("resource_server=drive").get("subject"))
                .containsEntry("client_id", event("resource_server=drive").get("client_id"));
    }
}
