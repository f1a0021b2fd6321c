package io.tokenwatch.flink.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveSettingsFileTest {
    private static final String LEAST = """
            kafka: {bootstrap: "b1:9092,b2:9092"}
            registry: {url: "http://r:8081"}
            elasticsearch: {url: "http://e:9200"}
            token-keys: keys/token-hash.keys
            """;

    private final Path folder;

    LiveSettingsFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void keys() throws IOException {
        TokenKeys.ofInstallation(folder.resolve("keys"));
    }

    private LiveSettings parse(String text) {
        return LiveSettingsFile.parse("run.yml", text, folder);
    }

    private void assertFault(String text, String... parts) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(FaultyFileException.class)
                .message()
                .contains(parts);
    }

    @Test
    void fourLinesAreEnough() {
        LiveSettings settings = parse(LEAST);
        assertThat(settings.source().topics()).isEqualTo(LiveSettingsFile.TOPICS);
        assertThat(settings.source().group()).isEqualTo("tokenwatch");
        assertThat(settings.deadLetters().topic()).isEqualTo("tokenwatch.dead-letters");
        assertThat(settings.pace()).isEqualTo(LiveSettings.Pace.DEFAULT);
        assertThat(settings.rules()).isEqualTo(folder.resolve("rules"));
        assertThat(settings.state()).isEqualTo(folder.resolve("state"));
        assertThat(settings.elasticsearch().login()).isNull();
    }

    /** Every key of the example is a key, and its values are the defaults that it says they are. */
    @Test
    void theExampleIsTrue() throws IOException {
        String example = Files.readString(Path.of("../../docs/run.example.yml"))
                .replace("token-keys: environment ", "token-keys: keys/token-hash.keys ");
        LiveSettings settings = parse(example);
        assertThat(settings.pace()).isEqualTo(LiveSettings.Pace.DEFAULT);
        assertThat(settings.instruments()).isEqualTo(Instruments.DEFAULT);
        assertThat(settings.source().topics()).isEqualTo(LiveSettingsFile.TOPICS);
        assertThat(settings.source().group()).isEqualTo("tokenwatch");
    }

    @Test
    void ledgerAndIndicatorsCanBeSetAndSwitchedOff() {
        assertThat(parse(LEAST).instruments()).isEqualTo(Instruments.DEFAULT);
        Instruments set = parse(LEAST + """
                metrics-port: 9249
                posture:
                  enabled: false
                  interval: 5m
                  dormant-after: 7d
                  high-privilege: [root]
                  clients: ["*"]
                  resource-servers: [orders-api]
                """).instruments();
        assertThat(set.metricsPort()).isEqualTo(9249);
        assertThat(set.posture().enabled()).isFalse();
        assertThat(set.posture().ledger().interval()).isEqualTo(300_000);
        assertThat(set.posture().ledger().dormantAfter()).isEqualTo(7 * 86_400_000L);
        assertThat(set.posture().ledger().highPrivilege()).containsExactly("root");
        assertThat(set.posture().dimensions().resourceServer("billing-api")).isEqualTo("other");
        assertFault(LEAST + "posture: {enabled: perhaps}", "'enabled' is true or false");
        assertFault(LEAST + "posture: {interval: 10ms}", "'interval' is too short");
        assertFault(LEAST + "posture: {colour: red}", "colour");
        assertFault(LEAST + "metrics-port: 70000", "'metrics-port' must be from 0 to 65535");
    }

    @Test
    void eachSettingIsRead() throws IOException {
        Files.writeString(folder.resolve("password"), "user:secret");
        LiveSettings settings = parse("""
                kafka:
                  bootstrap: b:1
                  topics: [a, b]
                  group: g
                  dead-letters: d
                  rule-packs: p
                  options: {security.protocol: SSL}
                registry: {url: [http://r1, http://r2], login: password, options: {x: y}}
                elasticsearch: {url: https://e, login: environment ES, ca: ca.pem}
                token-keys: keys/token-hash.keys
                rules: my-rules
                state: my-state
                parallelism: 4
                cache-entities: 0
                lateness: 3h
                disorder: 1s
                idle-after: 0s
                checkpoint-every: 500ms
                notifications-per-minute: 50
                patience: 0s
                web-port: 8081
                """);
        assertThat(settings.source().options()).containsEntry("security.protocol", "SSL");
        assertThat(settings.deadLetters().options()).containsEntry("security.protocol", "SSL");
        assertThat(settings.packs().topic()).isEqualTo("p");
        assertThat(settings.packs().options()).containsEntry("security.protocol", "SSL");
        assertThat(settings.registry().urls()).containsExactly("http://r1", "http://r2");
        assertThat(settings.registry().patience()).isZero();
        assertThat(settings.elasticsearch().login()).hasToString("Login[kind=BASIC, secret=environment variable ES]");
        assertThat(settings.elasticsearch().caFile())
                .isEqualTo(folder.resolve("ca.pem").toString());
        assertThat(settings.pace())
                .isEqualTo(new LiveSettings.Pace(
                        4,
                        0,
                        Duration.ofHours(3),
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        Duration.ofMillis(500),
                        50,
                        Duration.ZERO,
                        8081));
        assertThat(settings.toString()).doesNotContain("SSL");
    }

    @Test
    void faultsSayWhereAndWhat() {
        assertFault(LEAST.replace("bootstrap", "bootstarp"), "run.yml:1:", "'bootstrap' is missing", "did you mean");
        assertFault(LEAST + "latness: 1h\n", "run.yml:5:1", "did you mean 'lateness'?");
        assertFault(LEAST + "lateness: soon\n", "run.yml:5:11", "no duration");
        assertFault(LEAST + "parallelism: 0\n", "run.yml:5:14", "from 1 to 128");
        assertFault(LEAST + "checkpoint-every: 1ms\n", "run.yml:5:19", "at least 100ms");
        assertFault(LEAST.replace("http://e:9200", "e:9200"), "run.yml:3:22", "is no URL of a server");
        assertFault(LEAST.replace("\"http://e:9200\"", "http://e, api-key: absent"), "run.yml:3:", "no file");
        assertFault(LEAST.replace("keys/token", "nowhere/token"), "run.yml:4:13", "cannot read the token keys");
        assertFault("[]", "run.yml:1:1", "a mapping belongs here");
    }

    /** A URL is printed and logged. */
    @Test
    void aPasswordHasNoPlaceInAUrl() {
        assertFault(LEAST.replace("http://r", "http://user:pw@r"), "run.yml:2:", "is no URL of a server");
    }

    @Test
    void anAbsentFileIsNamed() {
        assertThatThrownBy(() -> LiveSettingsFile.read(folder.resolve("absent.yml")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is no file " + folder.resolve("absent.yml"));
    }
}
