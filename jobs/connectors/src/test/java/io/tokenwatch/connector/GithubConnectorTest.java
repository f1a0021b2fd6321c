package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GithubConnectorTest extends ProductContract {
    GithubConnectorTest() {
        super("github", "github.ndjson");
    }

    @Test
    void aRevokedTokenIsFoundInLaterUse() {
        String family =
                event("event_type=token.revoked", "revocation_scope=family").get("family_id");
        assertThat(events("event_type=token.validated", "family_id=" + family, "outcome=success"))
                .hasSize(4)
                .extracting(event -> event.get("token_id"))
                .containsOnly(event("event_type=token.issued").get("token_id"));
    }

    @Test
    void aRefusedRequestIsNoUse() {
        assertThat(event("deny_reason=insufficient_scope")).containsEntry("outcome", "failure");
    }
}
