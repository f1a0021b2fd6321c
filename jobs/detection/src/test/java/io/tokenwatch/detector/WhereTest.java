package io.tokenwatch.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rules;
import io.tokenwatch.testing.Witness;
import io.tokenwatch.yaml.Fault;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said in {@code where}, by example: two events, a second and an hour apart, and whether it holds. */
class WhereTest {
    private static final long DAY = 86_400_000;
    private static final TokenEvent A = event("a", DAY, "token.issued", """
            generation 1|scope read write|src.lat 52.52|src.lon 13.405|src.asn 7|src.ip 10.1.2.3|subject s|audience api
            user_agent Curl|client.third_party true|device_id d|issued_at 1970-01-02T00:00:00Z
            expires_at 1970-01-02T00:10:00Z""");
    private static final TokenEvent B = Events.with(
            event("b", DAY + 3_600_000, "token.validated", """
            generation 3|scope write|src.lat 40.7128|src.lon -74.006|src.asn 8|subject s|resource_server api
            user_agent curl|client.third_party false|client.redirect_uris 10.1.2.3|issued_at 1970-01-02T00:00:00.500Z"""),
            "client.expected_networks",
            List.of("AS7", "10.1.0.0/16", "10.9.0.0/99", "2001:db8::/32"));

    private static TokenEvent event(String id, long time, String type, String fields) {
        TokenEvent event = Events.event(id, time, type, "client_id", "c");
        for (String field : fields.split("[|\n]", -1)) {
            event = Events.with(event, field.substring(0, field.indexOf(' ')), field.substring(field.indexOf(' ') + 1));
        }
        return event;
    }

    private static String rule(String where) {
        return """
                id: rule
                version: 1
                title: rule
                detection:
                  a: {event_type: token.issued}
                  b: {event_type: token.validated}
                correlation:
                  type: temporal
                  steps: [a, b]
                  group-by: [client_id]
                  timespan: 1d
                  where: ["%s"]
                suppress: {by: [client_id], for: 1h}
                """.formatted(where);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "b.generation > a.generation                    | true",
                "b.generation < a.generation or a.subject = 's' | true",
                "b.generation < a.generation or a.subject = 't' | false",
                "a.kid = 'k' or a.kid != 'k' or b.src.asn > 7   | true",
                "a.kid = 'k' or a.kid = null                    | true",
                "a.src.country borders b.src.country            | false",
                "a.src.country not_borders b.src.country        | false",
                "b.generation - a.generation >= 2               | true",
                "b.generation - a.generation > 2                | false",
                "b.generation >= a.generation + 2               | true",
                "b.generation >= a.generation + 3               | false",
                "a.generation = 1                               | true",
                "a.generation == 1                              | true",
                "a.generation != 1                              | false",
                "a.generation - b.generation < 0.5              | true",
                "b.event_time > a.expires_at + 5m               | true",
                "b.event_time > a.expires_at + 50m              | false",
                "b.event_time - a.expires_at >= 49m             | true",
                "b.event_time - a.event_time = 1h               | true",
                "b.event_time - 1h >= a.event_time              | true",
                "a.expires_at - a.issued_at > 9m                | true",
                "a.expires_at - a.issued_at > 10m               | false",
                "a.expires_at - a.issued_at < 10m               | false",
                "a.expires_at - a.issued_at < 601s              | true",
                "b.issued_at > a.issued_at                      | false",
                "b.issued_at < a.event_time + 1s                | true",
                "b.event_time > b.expires_at                    | false",
                "b.event_time <= b.expires_at                   | false",
                "b.scope subset_of a.scope                      | true",
                "b.scope not_subset_of a.scope                  | false",
                "a.scope not_subset_of b.scope                  | true",
                "a.scope != b.scope                             | true",
                "a.scope = b.scope                              | false",
                "b.resource_server subset_of a.audience         | true",
                "b.subject not_subset_of a.audience             | true",
                "a.used_scope not_subset_of b.scope             | false",
                "a.scope not_subset_of b.used_scope             | false",
                "a.subject == b.subject                         | true",
                "a.subject = 's'                                | true",
                "a.subject != 't'                               | true",
                "a.user_agent = b.user_agent                    | true",
                "a.user_agent = 'CURL'                          | true",
                "a.device_id != b.device_id                     | false",
                "a.device_id != null                            | true",
                "b.device_id = null                             | true",
                "b.device_id != null                            | false",
                "a.client.third_party != b.client.third_party   | true",
                "a.src.asn != b.src.asn                         | true",
                "speed_kmh(a, b) > 6300                         | true",
                "speed_kmh(a, b) > 6400                         | false",
                "distance_km(a,b) > 6300.5                      | true",
                "distance_km(a, a) = 0                          | true",
                "speed_kmh(a, a) = 0                            | true",
                "a.src.ip in_networks b.client.expected_networks       | true",
                "a.src.ip not_in_networks b.client.expected_networks   | false",
                "a.src.ip in_networks b.client.redirect_uris           | true",
                "a.src.ip not_in_networks a.audience                   | true",
                "a.src.asn in_networks b.client.redirect_uris          | false",
                "a.src.asn in_networks b.client.expected_networks      | true",
                "b.src.asn not_in_networks b.client.expected_networks  | true",
                "a.src.ip not_in_networks a.client.expected_networks   | false",
                "a.src.lat > b.src.lat                          | true",
                "a.src.lat - b.src.lat < 12                     | true",
                "b.src.lon < 0                                  | true",
            })
    void holds(String where, boolean expected) {
        Rule rule = Rules.rule(rule(where));
        assertThat(Witness.of(rule, List.of(A, B)).findings()).hasSize(expected ? 1 : 0);
    }

    @Test
    void theReasonShowsWhatWasCompared() {
        Rule rule = Rules.rule(rule("speed_kmh(a, b) > 900"));
        assertThat(Witness.of(rule, List.of(A, B)).findings())
                .singleElement()
                .asString()
                .contains("Fact[feature=speed_kmh(a, b) > 900, observed=6385 > 900, "
                        + "expected=speed_kmh(a, b) > 900, kind=STATE]");
    }

    @Test
    void distancesAreThoseOfTheGlobe() {
        assertThat(Travel.kilometres(0, 0, 0, 180)).isCloseTo(20_015.1, Percentage.withPercentage(0.01));
        assertThat(Travel.kilometres(90, 0, -90, 77)).isCloseTo(20_015.1, Percentage.withPercentage(0.01));
        assertThat(Travel.kilometres(0, 179.5, 0, -179.5)).isCloseTo(111.2, Percentage.withPercentage(0.1));
        assertThat(Travel.kilometres(51.4700, -0.4543, 40.6413, -73.7781))
                .as("London Heathrow to New York JFK")
                .isCloseTo(5_540, Percentage.withPercentage(0.5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "a.generation                        | is no comparison of two steps",
                "a.generation < 2 < 3                | is no comparison of two steps",
                "a.generation <                      | is no comparison of two steps",
                "< a.generation                      | is no comparison of two steps",
                "a.generation < 2x                   | is no comparison of two steps",
                "a.generation ~ 2                    | is no comparison of two steps",
                "generation < 2                      | is no comparison of two steps",
                "1 < 2                               | speaks of no step",
                "a.generation < 5m                   | compares what cannot be compared so",
                "a.event_time < 5m                   | compares what cannot be compared so",
                "a.subject < b.subject               | compares what cannot be compared so",
                "a.subject = 5                       | compares what cannot be compared so",
                "a.scope subset_of b.subject         | compares what cannot be compared so",
                "a.generation subset_of b.scope      | compares what cannot be compared so",
                "a.generation in_networks b.scope    | compares what cannot be compared so",
                "a.generation < null                 | compares what cannot be compared so",
                "null = a.generation                 | compares what cannot be compared so",
                "a.client.third_party < b.client.third_party | compares what cannot be compared so",
                "a.event_time + b.event_time > 5m    | adds what cannot be added",
                "a.subject - b.subject = 's'         | subtracts what cannot be subtracted",
                "5m - a.event_time < 5m              | subtracts what cannot be subtracted",
                "sped_kmh(a, b) > 900                | is no function: did you mean 'speed_kmh'?",
                "speed_kmh(a, c) > 900               | there is no step 'c'",
                "speed_kmh(a) > 900                  | is no comparison of two steps",
                "a.generatoin < 2                    | 'generatoin' is no field: did you mean 'generation'?",
            })
    void refuses(String where, String message) {
        List<Fault> faults = Rules.faults(rule(where));
        assertThat(faults).singleElement().asString().contains(message);
    }
}
