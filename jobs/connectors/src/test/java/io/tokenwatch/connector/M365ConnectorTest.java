package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class M365ConnectorTest extends ProductContract {
    M365ConnectorTest() {
        super("m365", "m365.ndjson", "m365.csv");
    }

    @Test
    void theExportAsCsvSaysTheSame() {
        assertThat(read(lines("m365.csv").get(1)))
                .isEqualTo(read(lines("m365.ndjson").get(0)));
        assertThat(read(lines("m365.csv").get(2)))
                .isEqualTo(read(lines("m365.ndjson").get(2)));
    }

    @Test
    void aTokenIsTheOneOfTheSignInLogs() {
        String used = events("event_type=token.validated").get(0).get("token_id");
        assertThat(used)
                .isEqualTo(new EntraConnectorTest()
                        .event("event_type=token.issued", "grant_type=authorization_code", "src.ip=192.0.2.12")
                        .get("token_id"));
    }

    @Test
    void anAddressHasNoPort() {
        assertThat(event("reason=InvalidUserNameOrPassword")).containsEntry("src.ip", "203.0.113.66");
        assertThat(events("src.ip=2001:db8::66")).hasSize(1);
    }
}
