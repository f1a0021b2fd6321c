package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OktaConnectorTest extends ProductContract {
    OktaConnectorTest() {
        super("okta", "okta.ndjson");
    }

    @Test
    void aReusedRefreshTokenIsTheOneThatWasIssued() {
        String issued = event("event_type=token.issued", "token_kind=refresh").get("token_id");
        assertThat(event("event_type=token.refreshed", "reason=refresh_token_reuse"))
                .containsEntry("token_id", issued)
                .containsEntry("outcome", "failure")
                .containsEntry("src.asn", "64666");
    }

    @Test
    void aRevocationNamesEachToken() {
        assertThat(events("event_type=token.revoked", "revocation_scope=token"))
                .extracting(event -> event.get("token_kind"))
                .containsExactly("access", "refresh");
    }

    @Test
    void namesInOtherCaseAreFound() {
        String line = lines("okta.ndjson").get(1);
        String other = line.replace("\"ipAddress\"", "\"ipaddress\"").replace("\"grantedScopes\"", "\"grantedscopes\"");
        assertThat(other).isNotEqualTo(line);
        assertThat(read(other)).isEqualTo(read(line));
    }
}
