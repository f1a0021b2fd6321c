package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.text.Unreadable;
import org.junit.jupiter.api.Test;

class PingfederateConnectorTest extends ProductContract {
    PingfederateConnectorTest() {
        super("pingfederate", "pingfederate.log");
    }

    @Test
    void olderAndNewerColumnsAndCefSayTheSame() {
        assertThat(events("client_id=web_shop", "outcome=success", "subject=ann"))
                .extracting(event -> event.get("event_type"))
                .containsExactly("token.issued", "token.refreshed", "token.issued");
    }

    @Test
    void timesAreInTheZoneOfTheSettings() throws Unreadable {
        RecordReader berlin = connector().open(Samples.SETTINGS.withZone(java.time.ZoneId.of("Europe/Berlin")));
        String line = lines("pingfederate.log").get(0);
        long there = Long.parseLong(Samples.read(berlin, line).get(0).get("event_time"));
        assertThat(Long.parseLong(read(line).get(0).get("event_time")) - there).isEqualTo(3_600_000);
    }
}
