package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.connector.mapping.MappedConnector;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.Field;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's own product. */
class MappingTest {
    private static final String ACME = """
            format: acme
            recognise: [['"acme"']]
            type: /kind
            common:
              event_time: {from: /at, time: seconds}
              outcome: {from: /ok, words: {'true': success, '*': failure}}
              subject: [/user/id, /user/name]
              scope: {from: /scopes, split: ';'}
              session_id: {from: /cookie, secret: true}
              src.ip: /ip
              src.lat: /lat
              family_id: '{/user/id}/{/app}'
            cases:
              - when: {/kind: [grant, 'grant.*'], /token: {not: null}}
                also: true
                events: {event_type: token.issued, token_id: /token}
              - when: {/kind: grant.refresh}
                events:
                  - when: {/old: '*'}
                    event_type: token.refreshed
                    token_id: /old
                    scope: null
              - when: [{/kind: bye}, {/kind: exit}]
                events: {event_type: session.ended}
            """;

    private static List<Map<String, String>> read(String yaml, String line) throws Unreadable {
        return Samples.read(MappedConnector.of("acme.yml", yaml).open(Samples.SETTINGS), line);
    }

    @Test
    void saysWhatARecordIs() throws Unreadable {
        List<Map<String, String>> events = read(
                ACME,
                "{\"kind\":\"grant.refresh\",\"at\":1767607200.5,\"ok\":true,\"user\":{\"id\":7},\"app\":\"web\",\"token\":\"t2\","
                        + "\"old\":\"t1\",\"scopes\":\"a; b\",\"cookie\":\"c1\",\"ip\":\"[2001:db8::1]:443\",\"lat\":\"NaN\"}");
        assertThat(events).hasSize(2);
        assertThat(events.get(0))
                .containsEntry("event_type", "token.issued")
                .containsEntry("event_time", "1767607200500")
                .containsEntry("outcome", "success")
                .containsEntry("subject", "7")
                .containsEntry("scope", "[a, b]")
                .containsEntry("src.ip", "2001:db8::1")
                .containsEntry("family_id", "7/web")
                .containsEntry("source", "acme")
                .doesNotContainKey("src.lat");
        assertThat(events.get(0).get("session_id")).startsWith("hmac-sha256:");
        assertThat(events.get(1)).containsEntry("event_type", "token.refreshed").doesNotContainKey("scope");
        assertThat(events.get(0).get("event_id")).isNotEqualTo(events.get(1).get("event_id"));
    }

    @Test
    void whatNoCaseHoldsOfIsSkippedByItsName() throws Unreadable {
        RecordReader reader = MappedConnector.of("acme.yml", ACME).open(Samples.SETTINGS);
        assertThat(reader.read("{\"kind\":\"login\",\"at\":1767607200}", event -> {}))
                .isEqualTo(new Outcome.Skipped("login"));
        assertThat(reader.read("{\"kind\":\"grant\",\"at\":1767607200}", event -> {}))
                .isEqualTo(new Outcome.Skipped("grant"));
        assertThatThrownBy(() -> reader.read("{\"kind\":\"exit\",\"at\":\"soon\"}", event -> {}))
                .isInstanceOf(Unreadable.class)
                .hasMessage("no event_time");
    }

    @Test
    void declaresTheFieldsThatItFills() {
        assertThat(MappedConnector.of("acme.yml", ACME).supplies())
                .containsExactlyInAnyOrder(
                        Field.EVENT_ID,
                        Field.EVENT_TYPE,
                        Field.EVENT_TIME,
                        Field.TENANT,
                        Field.SOURCE,
                        Field.OUTCOME,
                        Field.SUBJECT,
                        Field.SCOPE,
                        Field.SESSION_ID,
                        Field.SRC_IP,
                        Field.SRC_LAT,
                        Field.FAMILY_ID,
                        Field.TOKEN_ID);
    }

    @Test
    void aFormatNamesTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("acme.yml"), ACME);
        assertThat(Connectors.of("mapping:" + file).format()).isEqualTo("acme");
        assertThat(Connectors.of("mapping:" + file).recognises("{\"acme\":1}")).isTrue();
        assertThatThrownBy(() -> Connectors.of("mapping:" + folder.resolve("none.yml")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.yml");
    }

    @Test
    void cefAndTimesInAPattern() throws Unreadable {
        String cef = """
                format: box
                type: /class
                common: {event_time: {from: /rt, time: 'MMM d yyyy HH:mm:ss'}, client_id: /Client_ID, src.ip: /src}
                cases: [{when: {/vendor: Acme, /class: '42'}, events: {event_type: token.revoked, outcome: success}}]
                """;
        String line =
                "Jan 5 host CEF:0|Acme|Box|1|42|revoke|3|rt=Jan 5 2026 11:00:00 src=192.0.2.1 cs1Label=Client ID cs1=web";
        RecordReader berlin =
                MappedConnector.of("box.yml", cef).open(Samples.SETTINGS.withZone(ZoneId.of("Europe/Berlin")));
        assertThat(Samples.read(berlin, line).get(0))
                .containsEntry("event_time", "1767607200000")
                .containsEntry("client_id", "web")
                .containsEntry("src.ip", "192.0.2.1");
    }

    @Test
    void theIssuerOfTheSettingsMakesTheIdThatOthersGet() throws Unreadable {
        Settings settings = Samples.SETTINGS.withIssuer("https://idp.example.org");
        String line = "{\"kind\":\"grant\",\"at\":1767607200,\"token\":\"jti-1\"}";
        String id = Samples.read(MappedConnector.of("acme.yml", ACME).open(settings), line)
                .get(0)
                .get("token_id");
        assertThat(id)
                .isEqualTo(new io.tokenwatch.connector.redact.Redactor(Samples.KEYS)
                        .id("https://idp.example.org", "jti-1", 0));
    }

    @Test
    void theTimeOfTheEventChoosesTheKey() throws Unreadable {
        String secret = "cd".repeat(32);
        TokenKeys keys = TokenKeys.parse("k2 2026-07-01T00:00:00Z " + secret + "\nk1 always " + secret);
        RecordReader reader = MappedConnector.of("acme.yml", ACME).open(Settings.of(keys));
        String line = "{\"kind\":\"grant\",\"at\":1767607200,\"token\":\"t\",\"cookie\":\"c\"}";
        assertThat(Samples.read(reader, line).get(0).get("session_id")).startsWith("hmac-sha256:k1:");
        assertThat(Samples.read(reader, line.replace("1767607200", "1790000000"))
                        .get(0))
                .hasEntrySatisfying("session_id", id -> assertThat(id).startsWith("hmac-sha256:k2:"))
                .hasEntrySatisfying("token_id", id -> assertThat(id).startsWith("hmac-sha256:k2:"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "subject: [/user/id # subjekt: [/user/id # acme.yml:7:3: there is no field 'subjekt' to fill: did you mean 'subject'?",
                "{from: /ok, words: {'true': success, '*': failure}} # /ok # outcome takes words of ours",
                "event_type: session.ended # event_type: session.end # 'session.end' is no event_type: did you mean 'session.ended'?",
                "src.ip: /ip # src.ip: '/a/[b' # the bracket is not closed",
                "time: seconds # time: fortnights # this is no form of time",
                "secret: true # find: '(' # this is no pattern",
                "  event_time: {from: /at, time: seconds} # '' # the event has no event_time",
                "split: # splitt: # 'splitt' is not a key here: did you mean 'split'?",
                "[{/kind: bye}, # [{kind: bye}, # a condition names a place in the log",
                "format: acme # format: Acme Inc # a format is lower case",
            })
    void mistakesAreToldWithTheirPlace(String right, String wrong, String told) {
        String faulty = ACME.replace(right, wrong);
        assertThat(faulty).isNotEqualTo(ACME);
        assertThatThrownBy(() -> MappedConnector.of("acme.yml", faulty))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining(told)
                .hasMessageContaining("acme.yml:");
    }

    @Test
    void theExampleOfThePageIsOne() throws IOException, Unreadable {
        String page = Files.readString(Path.of("../../docs/inputs/mapping.md"));
        String example = page.substring(page.indexOf("```yaml") + 8, page.indexOf("```\n\n## Places"));
        String line = "{\"acme\":1,\"kind\":\"revoke\",\"at\":1767607200,\"ok\":true,\"token\":\"t\",\"logout\":true}";
        assertThat(read(example, line))
                .extracting(event -> event.get("event_type"))
                .containsExactly("token.revoked", "session.ended");
    }

    @Test
    void aFileThatIsNoMappingIsRefused() {
        for (String text : List.of("", "a", "- a", "format: x", "cases: [{events: {event_type: x}}]", "&a [*a]")) {
            assertThatThrownBy(() -> MappedConnector.of("x.yml", text))
                    .as(text)
                    .isInstanceOf(FaultyFileException.class);
        }
    }
}
