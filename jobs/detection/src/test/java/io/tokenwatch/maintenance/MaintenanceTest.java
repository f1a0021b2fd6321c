package io.tokenwatch.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rehearsal;
import io.tokenwatch.testing.Rules;
import io.tokenwatch.yaml.FaultyFileException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceTest {
    private static final String RULE = """
            id: key-rotation-lag
            version: 1
            title: lag
            detection: {any: {event_type: token.validated}}
            fields: [issuer, scope]
            suppress: {by: [client_id], for: 1h}
            """;
    private static final String WINDOW = """
            windows:
              - name: rotation
                owner: platform
                reason: by hand
                from: 2026-03-01T22:00:00Z
                until: 2026-03-02T02:00:00Z
            """;

    private static Alert alert() {
        TokenEvent event = Events.event(
                "e", 0, "token.validated", "client_id", "c1", "issuer", "https://login", "scope", "read write");
        Rehearsal rehearsal = new Rehearsal(Rules.pack(RULE));
        rehearsal.accept(event);
        return rehearsal.alerts().iterator().next();
    }

    private static boolean holds(String more, String time) {
        return Maintenance.read("m.yml", WINDOW + more)
                .holding(alert(), Instant.parse(time).toEpochMilli())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-01T21:59:59.999Z | false",
                "2026-03-01T22:00:00Z     | true",
                "2026-03-02T01:59:59.999Z | true",
                "2026-03-02T02:00:00Z     | false"
            })
    void holdsFromItsFirstMomentToItsLast(String time, boolean held) {
        assertThat(holds("", time)).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tenant: acme                                | true",
                "tenant: other                               | false",
                "rules: [issuer-failing, key-*]              | true",
                "rules: ['*-lag']                            | true",
                "rules: [key]                                | false",
                "match: {client_id: [c0, c1]}                | true",
                "match: {client_id: c2}                      | false",
                "match: {client_id: c1, issuer: https://login} | true",
                "match: {client_id: c1, issuer: https://x}   | false",
                "match: {scope: write}                       | true",
                "match: {src.ip: 198.51.100.7}               | false"
            })
    void holdsWhatItNames(String more, boolean held) {
        assertThat(holds("    " + more + "\n", "2026-03-02T00:00:00Z")).isEqualTo(held);
    }

    @Test
    void theLastOfSeveralCounts() {
        String second = WINDOW.substring(WINDOW.indexOf("  -"))
                .replace("rotation", "longer")
                .replace("02:00", "03:00");
        assertThat(Maintenance.read("m.yml", WINDOW + second)
                        .holding(alert(), Instant.parse("2026-03-02T00:00:00Z").toEpochMilli()))
                .hasValueSatisfying(window -> assertThat(window.name()).isEqualTo("longer"));
    }

    @Test
    void aFileWithoutWindowsHoldsNothing() {
        assertThat(Maintenance.read("m.yml", "windows: []").windows()).isEmpty();
        assertThat(Maintenance.NONE.holding(alert(), 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "owner: platform | wner: x            | 'owner' is missing",
                "2026-03-02T02   | 2026-03-01T02      | the window ends before it begins",
                "2026-03-02T02   | 2026-09-01T02      | the window is longer than 31 days",
                "2026-03-02T02:00:00Z | tomorrow      | 'tomorrow' is no time",
                "reason: by hand | rules: ['a b']     | 'a b' is no rule id",
                "reason: by hand | match: {cliend_id: a} | did you mean 'client_id'"
            })
    void saysWhatIsWrong(String old, String replacement, String message) {
        assertThatThrownBy(() -> Maintenance.read("m.yml", WINDOW.replace(old, replacement)))
                .isInstanceOf(FaultyFileException.class)
                .satisfies(e -> assertThat(((FaultyFileException) e).faults())
                        .extracting(fault -> fault.message() + " " + fault.advice())
                        .anySatisfy(text -> assertThat(text).contains(message)));
    }
}
