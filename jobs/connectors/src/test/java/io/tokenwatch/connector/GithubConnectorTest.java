package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GithubConnectorTest extends ProductContract {
    GithubConnectorTest() {
        super("github", "github.ndjson");
    }

    @Test
    void aRevokedTokenIsFoundInLaterUse() {
        String token =
                event("event_type=token.revoked", "revocation_scope=token").get("token_id");
        assertThat(token).isEqualTo(event("event_type=token.issued").get("token_id"));
        assertThat(events("event_type=token.validated", "token_id=" + token, "outcome=success"))
                .hasSize(4);
    }

    @Test
    void aRefusedRequestIsNoUse() {
        assertThat(event("deny_reason=insufficient_scope")).containsEntry("outcome", "failure");
    }
}
