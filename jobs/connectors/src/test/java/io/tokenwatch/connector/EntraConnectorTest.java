package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntraConnectorTest extends ProductContract {
    EntraConnectorTest() {
        super("entra", "entra.ndjson");
    }

    @Test
    void aUseOfGraphNamesTheTokenOfTheSignIn() {
        String issued = event(
                        "event_type=token.issued",
                        "token_kind=access",
                        "grant_type=authorization_code",
                        "src.ip=192.0.2.12")
                .get("token_id");
        assertThat(events("event_type=token.validated", "token_id=" + issued))
                .extracting(event -> event.get("src.ip"))
                .containsExactly("192.0.2.12", "203.0.113.66");
    }

    @Test
    void aServicePrincipalPresentsACredential() {
        assertThat(events("event_type=token.issued", "subject_type=workload"))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event)
                        .containsEntry("credential_id", "22222222-0000-4000-8000-000000000402")
                        .containsEntry("auth_method", "client_secret_post"));
        assertThat(event("error=invalid_client")).containsEntry("outcome", "failure");
    }

    @Test
    void aTableOfLogAnalyticsIsReadAsTheLogItself() {
        assertThat(event("event_id=22222222-0000-4000-8000-000000000015"))
                .containsEntry("event_type", "token.issued")
                .containsEntry("src.country", "DE")
                .containsEntry("src.asn", "64500");
    }

    @Test
    void consentSaysItsScope() {
        assertThat(event("event_type=consent.granted"))
                .containsEntry("scope", "[Mail.ReadWrite, offline_access]")
                .containsEntry("client_id", "22222222-0000-4000-8000-000000000603");
    }
}
