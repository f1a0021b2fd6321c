package io.tokenwatch.connector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import io.tokenwatch.event.TokenEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFactsTest {
    @TempDir
    private Path folder = Path.of("");

    private NetworkFacts facts() throws IOException {
        Path asn = new DatabaseFile("Test-ASN")
                .with("198.51.100.0/24", Map.of("autonomous_system_number", 64500L))
                .with("2001:db8::/32", Map.of("autonomous_system_number", 4_200_000_001L))
                .with("203.0.113.0/25", Map.of("asn", "AS64501", "country_code", "NO", "type", "hosting"))
                .write(folder.resolve("asn.mmdb"));
        Path city = new DatabaseFile("Test-City")
                .with(
                        "198.51.100.0/25",
                        Map.of(
                                "country",
                                Map.of("iso_code", "DE", "names", Map.of("en", "Germany")),
                                "location",
                                Map.of("latitude", 52.5, "longitude", 13.4),
                                "traits",
                                Map.of("is_tor_exit_node", true)))
                .with("203.0.113.0/25", Map.of("country", Map.of("iso_code", "SE")))
                .write(folder.resolve("city.mmdb"));
        return NetworkFacts.open(List.of(asn, city));
    }

    private static TokenEvent filled(NetworkFacts facts, String address) {
        TokenEvent event = new TokenEvent();
        event.set(Field.SRC_IP, address);
        facts.fill(event);
        return event;
    }

    @Test
    void fillsWhatTheEventLacks() throws IOException {
        TokenEvent event = filled(facts(), "198.51.100.7");
        assertThat(event.value(Field.SRC_ASN)).isEqualTo(64500L);
        assertThat(event.text(Field.SRC_COUNTRY)).isEqualTo("DE");
        assertThat(event.text(Field.SRC_AS_TYPE)).isEqualTo("tor");
        assertThat(event.value(Field.SRC_LAT)).isEqualTo(52.5);
        assertThat(event.value(Field.SRC_LON)).isEqualTo(13.4);
    }

    @Test
    void whatTheEventSaysStaysAndTheFirstDatabaseThatKnowsCounts() throws IOException {
        TokenEvent event = new TokenEvent();
        event.set(Field.SRC_IP, "203.0.113.9");
        event.set(Field.SRC_ASN, 1L);
        facts().fill(event);
        assertThat(event.value(Field.SRC_ASN)).isEqualTo(1L);
        assertThat(event.text(Field.SRC_COUNTRY)).isEqualTo("NO");
        assertThat(event.text(Field.SRC_AS_TYPE)).isEqualTo("hosting");
    }

    @Test
    void bothFamiliesAndTheirEdges() throws IOException {
        NetworkFacts facts = facts();
        assertThat(filled(facts, "2001:db8::1").value(Field.SRC_ASN)).isEqualTo(4_200_000_001L);
        assertThat(filled(facts, "::ffff:198.51.100.255").value(Field.SRC_ASN)).isEqualTo(64500L);
        assertThat(filled(facts, "198.51.101.0").has(Field.SRC_ASN)).isFalse();
        assertThat(filled(facts, "203.0.113.128").has(Field.SRC_ASN)).isFalse();
        for (String none : List.of("example.org", "localhost", "1", "1.2.3", "", ":.", "999.1.1.1", "fe80::1%eth0")) {
            assertThat(filled(facts, none).has(Field.SRC_ASN)).as(none).isFalse();
        }
    }

    @Test
    void saysWhatItFillsAndWhereThatIsFrom() throws IOException {
        NetworkFacts facts = facts();
        assertThat(fields(facts, Field.SRC_IP, Field.SUBJECT))
                .containsExactlyInAnyOrder(
                        Field.SRC_IP,
                        Field.SUBJECT,
                        Field.SRC_ASN,
                        Field.SRC_AS_TYPE,
                        Field.SRC_COUNTRY,
                        Field.SRC_LAT,
                        Field.SRC_LON);
        assertThat(fields(facts, Field.SUBJECT)).containsExactly(Field.SUBJECT);
        assertThat(facts.sources()).extracting(NetworkSource::type).containsExactly("Test-ASN", "Test-City");
        assertThat(facts.sources().get(0).built()).isEqualTo(1_767_225_600_000L);
        assertThat(facts.sources().get(0).sha256()).hasSize(64);
    }

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws IOException {
        Path none = Files.writeString(folder.resolve("none.mmdb"), "hello");
        assertThatThrownBy(() -> NetworkFacts.open(List.of(none)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot read the network database " + none);
    }

    private static Set<Field> fields(NetworkFacts facts, Field... supplied) {
        return Shape.fields(facts.with(List.of(Shape.of(List.of(supplied)))));
    }
}
