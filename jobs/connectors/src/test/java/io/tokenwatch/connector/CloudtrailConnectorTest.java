package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CloudtrailConnectorTest extends ProductContract {
    CloudtrailConnectorTest() {
        super("cloudtrail", "cloudtrail.ndjson");
    }

    @Test
    void laterCallsUseTheCredentialsThatTheRoleGave() {
        String key = event("event_type=token.issued", "grant_type=assume_role", "outcome=success")
                .get("token_id");
        assertThat(events("event_type=token.validated", "token_id=" + key)).hasSize(5);
    }

    @Test
    void credentialsExpireWhenTheAnswerSays() {
        assertThat(event("event_type=token.issued", "grant_type=assume_role", "outcome=success"))
                .containsEntry("expires_at", "1767610800000");
    }

    @Test
    void revokedSessionsAreThoseOfTheRole() {
        String role = event("reason=AWSRevokeOlderSessions").get("client_id");
        assertThat(events("event_type=token.validated", "client_id=" + role)).hasSize(5);
    }

    @Test
    void theNameOfAServiceIsNoAddress() {
        assertThat(event("endpoint_class=GetCallerIdentity")).doesNotContainKey("src.ip");
    }
}
