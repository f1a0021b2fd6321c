package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Auth0ConnectorTest extends ProductContract {
    Auth0ConnectorTest() {
        super("auth0", "auth0.ndjson");
    }

    @Test
    void aReusedTokenHasItsNumberAndTheLatest() {
        String first = event("event_type=token.refreshed", "generation=1", "outcome=success")
                .get("token_id");
        assertThat(event("reason=refresh_token_reuse"))
                .containsEntry("token_id", first)
                .containsEntry("generation", "1")
                .containsEntry("latest_generation", "3")
                .containsEntry("family_id", "aQ3famZ9");
    }

    @Test
    void aRevokedFamilyIsTheOneThatWasRefreshed() {
        assertThat(event("event_type=token.revoked"))
                .containsEntry("revocation_scope", "family")
                .containsEntry("family_id", "aQ3famZ9");
    }

    @Test
    void aRecordIsTheSameInAndOutOfItsEnvelope() {
        String wrapped = lines("auth0.ndjson").get(1);
        String bare =
                wrapped.replaceFirst("^\\{\"log_id\":\"\\d+\",\"data\":", "").replaceFirst("}$", "");
        assertThat(read(bare)).isEqualTo(read(wrapped));
    }
}
