package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalConnectorTest extends ConnectorContract {
    private static final String LINE =
            "{\"event_type\":\"token.validated\",\"event_time\":\"2026-01-01T00:00:00.250Z\","
                    + "\"event_id\":\"e1\",\"tenant\":\"acme\",\"client_id\":\"c1\","
                    + "\"token_id\":\"hmac-sha256:k1:0123456789abcdef0123456789abcdef\",\"src.ip\":\"198.51.100.7\","
                    + "\"src.asn\":64500,\"src.lat\":52.5,\"client.third_party\":true,\"issued_at\":\"2026-01-01T00:00:00Z\","
                    + "\"scope\":[\"read\",\"write\"],\"user_agent\":\"curl/8\",\"outcome\":\"success\"}";
    private static final String BARE = "{\"event_type\":\"token.issued\",\"event_time\":\"2026-01-01T00:00:00Z\"}";
    private static final Pattern TEXT = Pattern.compile("\"([a-z_.]+)\":\"[^\"]*\"");

    private final CanonicalReader reader = new CanonicalConnector().open(Samples.SETTINGS);

    @Override
    protected Connector connector() {
        return new CanonicalConnector();
    }

    @Override
    protected List<String> goodLines() {
        return List.of(LINE, BARE);
    }

    /** Not only the fields of the line, but every textual field there is. */
    @Override
    protected Stream<String> withEachTextReplaced(String line, String replacement) {
        String json = escape(replacement);
        Stream<String> replaced = TEXT.matcher(line)
                .results()
                .map(text -> line.substring(0, text.start()) + "\"" + text.group(1) + "\":\"" + json + "\""
                        + line.substring(text.end()));
        Stream<String> added = Stream.of(Field.values())
                .map(field -> BARE.replace("}", ",\"" + field.fieldName() + "\":\"" + json + "\"}"));
        Stream<String> element = Stream.of(BARE.replace("}", ",\"audience\":[\"a\",\"" + json + "\"]}"));
        Stream<String> name = Stream.of(BARE.replace("}", ",\"" + json + "\":1}"));
        return Stream.of(replaced, added, element, name).flatMap(s -> s);
    }

    @Test
    void readsEachKindOfField() throws Unreadable {
        assertThat(Samples.read(reader, LINE))
                .containsExactly(Map.ofEntries(
                        Map.entry("event_id", "e1"),
                        Map.entry("event_type", "token.validated"),
                        Map.entry("outcome", "success"),
                        Map.entry("event_time", "1767225600250"),
                        Map.entry("tenant", "acme"),
                        Map.entry("source", "canonical"),
                        Map.entry("token_id", "hmac-sha256:k1:0123456789abcdef0123456789abcdef"),
                        Map.entry("issued_at", "1767225600000"),
                        Map.entry("scope", "[read, write]"),
                        Map.entry("client_id", "c1"),
                        Map.entry("client.third_party", "true"),
                        Map.entry("src.ip", "198.51.100.7"),
                        Map.entry("src.asn", "64500"),
                        Map.entry("src.lat", "52.5"),
                        Map.entry("user_agent", "curl/8")));
    }

    @Test
    void leavesNothingOfTheEventBefore() throws Unreadable {
        Samples.read(reader, LINE);
        assertThat(Samples.read(reader, BARE).get(0)).doesNotContainKeys("client_id", "scope", "src.asn");
    }

    @Test
    void aLineWithoutIdHasThatOfItsContentTenantAndSource() throws Unreadable {
        String id = Samples.read(reader, BARE).get(0).get("event_id");
        assertThat(id)
                .hasSize(32)
                .isEqualTo(Samples.read(reader, " " + BARE + "\r\n").get(0).get("event_id"));
        assertThat(idUnder(Samples.SETTINGS.withTenant("other"))).isNotEqualTo(id);
        assertThat(idUnder(Samples.SETTINGS.withSource("other"))).isNotEqualTo(id);
    }

    @Test
    void absentIsAbsent() throws Unreadable {
        String line = with(
                "\"client_id\":\"-\",\"subject\":null,\"azp\":\"unknown\",\"src.asn\":\"null\",\"outcome\":\"unknown\"");
        assertThat(Samples.read(reader, line).get(0))
                .doesNotContainKeys("client_id", "subject", "azp", "src.asn", "outcome");
    }

    @Test
    void scopeMayBeOneText() throws Unreadable {
        assertThat(Samples.read(reader, with("\"scope\":\"read  write\"")).get(0))
                .containsEntry("scope", "[read, write]");
    }

    @Test
    void unknownTypesAreSkippedByName() throws Unreadable {
        assertThat(reader.read(BARE.replace("token.issued", "coffee.brewed"), event -> {}))
                .isEqualTo(new Outcome.Skipped("coffee.brewed"));
        assertThat(reader.read(BARE.replace("token.issued", "a\\nb"), event -> {}))
                .isEqualTo(new Outcome.Skipped("(other)"));
    }

    @Test
    void unknownFieldsAreCountedAndDoNotCostTheEvent() throws Unreadable {
        Samples.read(reader, with("\"colour\":{\"a\":[1,2]},\"taste\":1"));
        Samples.read(reader, with("\"colour\":1"));
        assertThat(reader.unknownFields()).containsExactlyInAnyOrderEntriesOf(Map.of("colour", 2L, "taste", 1L));
    }

    @Test
    void countersOfUnknownFieldsAreBounded() throws Unreadable {
        for (int i = 0; i < 200; i++) {
            Samples.read(reader, with("\"f" + i + "\":1"));
        }
        assertThat(reader.unknownFields()).hasSize(65).containsEntry("(others)", 136L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"event_type\":\"token.issued\"} | no event_time",
                "{\"event_time\":\"2026-01-01T00:00:00Z\"} | no event_type",
                "{\"event_type\":\"token.issued\",\"event_time\":\"1999-12-31T23:59:59Z\"} | event_time before the year 2000",
                "{\"event_type\":\"token.issued\",\"event_time\":0} | event_time before the year 2000",
                "{\"event_type\":\"token.issued\",\"event_time\":\"yesterday\"} | event_time takes a time such as 2026-01-01T00:00:00Z",
                "{\"src.asn\":\"x\"} | src.asn takes a whole number",
                "{\"src.asn\":1.5} | src.asn takes a whole number",
                "{\"src.asn\":1e999999} | src.asn takes a whole number",
                "{\"src.asn\":99999999999999999999} | src.asn takes a whole number",
                "{\"src.asn\":[1]} | src.asn takes a whole number",
                "{\"src.lat\":1e999} | src.lat takes a number",
                "{\"client_id\":{}} | client_id takes one text",
                "{\"client_id\":[\"a\"]} | client_id takes one text",
                "{\"scope\":[[]]} | scope takes a list of texts",
                "{\"client.third_party\":1} | client.third_party takes true or false",
                "{\"tenant\":\"a\",\"tenant\":\"b\"} | tenant appears twice",
                "{} {} | text after the JSON object",
                "[] | no JSON object",
                "{\"a\":1 | no well-formed JSON in UTF-8",
                "{'a':1} | no well-formed JSON in UTF-8",
            })
    void saysWhatIsWrong(String line, String reason) {
        assertThatThrownBy(() -> Samples.read(reader, line))
                .isInstanceOf(Unreadable.class)
                .hasMessage(reason);
    }

    @Test
    void outcomeIsOneOfThree() throws Unreadable {
        Samples.read(reader, with("\"client_id\":\"Success\""));
        assertThatThrownBy(() -> Samples.read(reader, with("\"outcome\":\"Success\"")))
                .hasMessage("outcome is success, failure or unknown");
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC0, 0xFE, 0x80})
    void badUtf8IsUnreadable(int bad) {
        byte[] line = with("\"client_id\":\"?\"").getBytes(UTF_8);
        line[new String(line, UTF_8).indexOf('?')] = (byte) bad;
        assertThatThrownBy(() -> reader.read(line, 0, line.length, new TokenEvent()))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void aTimeBeyondTheLatestIsUnreadable() {
        CanonicalReader strict = new CanonicalConnector().open(Samples.SETTINGS.withLatest(1_767_225_599_999L));
        assertThat(catchThrowableOfType(Unreadable.class, () -> Samples.read(strict, BARE))
                        .reason())
                .isEqualTo("event_time too far in the future");
    }

    @Test
    void rawTokenIdsAreHashedWithinTheirIssuer() throws Unreadable {
        String plain = tokenId("\"token_id\":\"jti-1\"");
        String ofIssuer = tokenId("\"token_id\":\"jti-1\",\"issuer\":\"https://a\"");
        assertThat(plain).matches("hmac-sha256:t1:[0-9a-f]{32}").isNotEqualTo(ofIssuer);
        assertThat(ofIssuer)
                .isEqualTo(tokenId("\"issuer\":\"https://a\",\"token_id\":\"jti-1\""))
                .isNotEqualTo(tokenId("\"token_id\":\"jti-1\",\"issuer\":\"https://b\""));
    }

    private String tokenId(String fields) throws Unreadable {
        return String.valueOf(Samples.read(reader, with(fields)).get(0).get("token_id"));
    }

    private static String idUnder(Settings settings) throws Unreadable {
        return String.valueOf(Samples.read(new CanonicalConnector().open(settings), BARE)
                .get(0)
                .get("event_id"));
    }

    private static String with(String fields) {
        return BARE.replace("}", "," + fields + "}");
    }

    private static String escape(String text) {
        StringBuilder json = new StringBuilder();
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.toString();
    }
}
