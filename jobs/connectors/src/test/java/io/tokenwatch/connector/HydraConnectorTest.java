package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HydraConnectorTest extends ProductContract {
    HydraConnectorTest() {
        super("hydra", "hydra.ndjson");
    }

    @Test
    void aRevocationThatSaysNothingHasItsTrace() {
        assertThat(event("event_type=token.revoked", "client_id=web-shop"))
                .containsKey("trace_id")
                .doesNotContainKeys("token_id", "revocation_scope");
    }

    @Test
    void aTokenIsTheSameInIssueAndInspection() {
        String issued = event("event_type=token.issued", "token_kind=access", "client_id=web-shop")
                .get("token_id");
        assertThat(events("event_type=token.introspected", "token_id=" + issued))
                .hasSize(2);
    }
}
