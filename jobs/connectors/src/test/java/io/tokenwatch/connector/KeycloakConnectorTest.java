package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.connector.text.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Most of it is data: {@code keycloak.txt} holds lines and the events they are. */
class KeycloakConnectorTest extends ConnectorContract {
    private static final String QUOTED = "2026-01-05 10:15:30,123 DEBUG [org.keycloak.events] (executor-thread-1) "
            + "type=\"CODE_TO_TOKEN\", realmId=\"f16e\", realmName=\"master\", clientId=\"security-admin-console\", "
            + "userId=\"15745079\", sessionId=\"25e60089\", ipAddress=\"10.10.10.10\", token_id=\"71eea26a\", "
            + "grant_type=\"authorization_code\", refresh_token_type=\"Refresh\", scope=\"openid email profile\", "
            + "refresh_token_id=\"d1159936\", code_id=\"25e60089\", client_auth_method=\"client-secret\"";
    private static final String BARE = "2026-01-05 10:15:30,123 WARN  [org.keycloak.events] (default task-3) "
            + "type=REFRESH_TOKEN_ERROR, realmId=shop, clientId=web, userId=null, ipAddress=198.51.100.7, "
            + "error=invalid_token, grant_type=refresh_token";
    private static final String JSON = "{\"timestamp\":\"2026-01-05T10:15:30.123456789Z\",\"sequence\":7,"
            + "\"loggerName\":\"org.keycloak.events\",\"level\":\"DEBUG\",\"message\":\"type=\\\"REFRESH_TOKEN\\\", "
            + "realmId=\\\"m\\\", realmName=\\\"master\\\", clientId=\\\"web\\\", userId=\\\"u1\\\", "
            + "sessionId=\\\"s1\\\", ipAddress=\\\"10.0.0.1\\\", token_id=\\\"onrtrt:99622498\\\", "
            + "updated_refresh_token_id=\\\"afd1e0da\\\", refresh_token_id=\\\"129ec718\\\"\",\"mdc\":{},\"ndc\":\"\"}";
    private static final String REST = "{\"id\":\"ev-1\",\"time\":1767608130123,\"type\":\"INTROSPECT_TOKEN\","
            + "\"realmId\":\"m\",\"clientId\":\"api\",\"userId\":\"u1\",\"ipAddress\":\"10.0.0.9\","
            + "\"details\":{\"token_id\":\"onrtac:1\",\"token_type\":\"Bearer\",\"token_issued_for\":\"web\"}}";
    private static final Pattern VALUE =
            Pattern.compile("(?<==)(?:\\\\?\"([^\"\\\\]*)\\\\?\"|([^\",\\s][^,\"]*))|(?<=:)\"([^\"{,]*)\"");

    private final RecordReader reader = new KeycloakConnector().open(Samples.SETTINGS);

    @Override
    protected Connector connector() {
        return new KeycloakConnector();
    }

    @Override
    protected List<String> goodLines() {
        return List.of(QUOTED, BARE, JSON, REST);
    }

    @Override
    protected Stream<String> withEachTextReplaced(String line, String replacement) {
        return VALUE.matcher(line).results().map(value -> {
            int group = value.group(1) != null ? 1 : value.group(2) != null ? 2 : 3;
            return line.substring(0, value.start(group)) + replacement + line.substring(value.end(group));
        });
    }

    @Test
    void theContractReplacesManyValues() {
        assertThat(goodLines().stream().flatMap(line -> withEachTextReplaced(line, "x")))
                .hasSizeGreaterThan(40);
    }

    /**
     * Per case: a title, the line, and one block of "field value" lines per event, or "skipped TYPE" or "unreadable
     * REASON".
     */
    @TestFactory
    Stream<DynamicTest> table() {
        return Arrays.stream(resource().split("\n(?=# )", -1)).map(KeycloakConnectorTest::testOf);
    }

    private static DynamicTest testOf(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return DynamicTest.dynamicTest(lines.get(0).substring(2), () -> {
            List<String> expected =
                    lines.subList(2, lines.size()).stream().map(String::strip).toList();
            assertThat(said(lines.get(1), expected)).isEqualTo(expected);
        });
    }

    /** What the line says, of each event the fields that are expected of any (and always type and id's part). */
    private static List<String> said(String line, List<String> expected) {
        List<String> said = new ArrayList<>();
        RecordReader reader = new KeycloakConnector().open(Samples.SETTINGS);
        try {
            List<Map<String, String>> events = new ArrayList<>();
            Outcome outcome = reader.read(line, event -> events.add(Samples.copy(event)));
            if (outcome instanceof Outcome.Skipped skipped) {
                said.add("skipped " + skipped.nativeType());
            }
            for (Map<String, String> event : events) {
                said.add("event " + event.remove("event_type"));
                event.keySet().removeAll(List.of("event_id", "source"));
                event.forEach((name, value) -> said.add(name + " " + known(value, line)));
            }
        } catch (Unreadable e) {
            said.add("unreadable " + e.reason());
        }
        assertThat(expected).isNotEmpty();
        return said;
    }

    /** Shows a hashed id as what was hashed: hash(71eea26a). */
    private static String known(String value, String line) {
        if (!value.startsWith("hmac-sha256:")) {
            return value;
        }
        var redactor = new io.tokenwatch.connector.redact.Redactor(Samples.KEYS);
        String realm = line.replaceFirst(".*realmId\"?[=:]\"?([a-z0-9-]+).*", "$1");
        return Arrays.stream(line.split("[=:]*[\",\\s]+|=", -1))
                .filter(word -> redactor.id("keycloak:" + realm, word, 0).equals(value))
                .findFirst()
                .map(word -> "hash(" + word + ")")
                .orElse(value);
    }

    @Test
    void aPrefixWithoutZoneIsInTheZoneOfTheSettings() throws Unreadable {
        RecordReader berlin = new KeycloakConnector().open(Samples.SETTINGS.withZone(ZoneId.of("Europe/Berlin")));
        assertThat(Samples.read(berlin, BARE).get(0)).containsEntry("event_time", "1767604530123");
        assertThat(Samples.read(reader, BARE).get(0)).containsEntry("event_time", "1767608130123");
    }

    @Test
    void aConfiguredIssuerMakesIdsThatOtherFeedsOfTheIssuerShare() throws Unreadable {
        RecordReader known =
                new KeycloakConnector().open(Samples.SETTINGS.withIssuer("https://sso.example.org/realms/"));
        CanonicalReader resourceServer = new CanonicalConnector().open(Samples.SETTINGS);
        Map<String, String> issued = Samples.read(known, QUOTED).get(0);
        Map<String, String> used = Samples.read(
                        resourceServer,
                        "{\"event_type\":\"token.validated\",\"event_time\":\"2026-01-05T10:20:00Z\","
                                + "\"issuer\":\"https://sso.example.org/realms/master\",\"token_id\":\"71eea26a\"}")
                .get(0);
        assertThat(issued).containsEntry("issuer", "https://sso.example.org/realms/master");
        assertThat(issued.get("token_id")).isEqualTo(used.get("token_id"));
    }

    @Test
    void aValueCannotAddAttributes() {
        String injected = QUOTED.replace("10.10.10.10", "x\\\", userId=\\\"victim");
        assertThatThrownBy(() -> Samples.read(reader, injected.replace("victim", "victim\\\\")))
                .isInstanceOf(Unreadable.class);
        assertThat(catchUser(injected)).isEqualTo("15745079");
    }

    private String catchUser(String line) {
        try {
            return String.valueOf(Samples.read(reader, line).get(0).get("subject"));
        } catch (Unreadable e) {
            return e.reason();
        }
    }

    private static String resource() {
        try (InputStream in = Objects.requireNonNull(KeycloakConnectorTest.class.getResourceAsStream("keycloak.txt"))) {
            return new String(in.readAllBytes(), UTF_8).lines().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
