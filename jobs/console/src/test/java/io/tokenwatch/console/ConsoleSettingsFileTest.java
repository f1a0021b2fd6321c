package io.tokenwatch.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.console.access.OpenIdSettings;
import io.tokenwatch.console.access.Role;
import io.tokenwatch.yaml.FaultyFileException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConsoleSettingsFileTest {
    private static final Path FOLDER = Path.of("/etc/tokenwatch");

    @Test
    void theExampleHoldsTheDefaults() {
        ConsoleSettings settings = ConsoleSettingsFile.read(Path.of("..", "..", "docs", "console.example.yml"));
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8440);
        assertThat(settings.oneTimePassword()).isTrue();
        assertThat(settings.secure()).isFalse();
        assertThat(settings.idle()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.longest()).isEqualTo(Duration.ofHours(10));
    }

    @Test
    void openIdReplacesThePassword() {
        ConsoleSettings settings = ConsoleSettingsFile.parse("console.yml", """
                elasticsearch: {url: "https://es:9200"}
                host: 0.0.0.0
                public-url: https://console.example
                openid-connect:
                  issuer: https://login.example
                  client-id: tokenwatch-console
                  roles: {viewer: [readers, interns], analyst: soc, author: [eng]}
                """, FOLDER);
        assertThat(settings.secure()).isTrue();
        assertThat(settings.oneTimePassword()).isFalse();
        OpenIdSettings openId = Objects.requireNonNull(settings.openId());
        assertThat(openId.callback()).isEqualTo(URI.create("https://console.example/sign-in/callback"));
        assertThat(openId.roles())
                .isEqualTo(Map.of(
                        "readers", Role.VIEWER, "interns", Role.VIEWER, "soc", Role.ANALYST, "eng", Role.AUTHOR));
        assertThat(openId.secret()).isNull();
    }

    @Test
    void strangersAreNotAnsweredWithoutTls() {
        assertThatThrownBy(() -> ConsoleSettingsFile.parse(
                        "console.yml", "elasticsearch: {url: \"http://es:9200\"}\nhost: 0.0.0.0\n", FOLDER))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("without TLS");
    }

    @Test
    void everyFaultIsToldAtOnce() {
        assertThatThrownBy(() -> ConsoleSettingsFile.parse(
                        "console.yml", "elasticsearch: {url: \"nonsense\"}\nport: 99999\ncolour: red\n", FOLDER))
                .isInstanceOfSatisfying(
                        FaultyFileException.class, e -> assertThat(e.faults()).hasSize(3));
    }
}
