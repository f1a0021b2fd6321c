package io.tokenwatch.flink.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.flink.delivery.Deliveries;
import io.tokenwatch.flink.delivery.Delivery;
import io.tokenwatch.flink.delivery.DeliveryLimits;
import io.tokenwatch.flink.delivery.Route;
import io.tokenwatch.flink.transport.HecTarget;
import io.tokenwatch.flink.transport.KafkaTarget;
import io.tokenwatch.flink.transport.SyslogTarget;
import io.tokenwatch.flink.transport.WebhookTarget;
import io.tokenwatch.rule.Level;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesReaderTest {
    private static final String LEAST = """
            kafka: {bootstrap: "b1:9092", options: {security.protocol: SSL}}
            registry: {url: "http://r:8081"}
            elasticsearch: {url: "http://e:9200"}
            token-keys: keys/token-hash.keys
            """;

    private final Path folder;

    DeliveriesReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void secrets() throws IOException {
        TokenKeys.ofInstallation(folder.resolve("keys"));
        Files.writeString(folder.resolve("secret"), "opensesame");
        Files.writeString(folder.resolve("ca.pem"), "");
    }

    private Deliveries parse(String text) {
        return LiveSettingsFile.parse("run.yml", LEAST + text, folder).deliveries();
    }

    private void assertFault(String text, String... parts) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(FaultyFileException.class)
                .message()
                .contains(parts);
    }

    @Test
    void nobodyIsToldUnlessSomebodyIsNamed() {
        assertThat(parse("")).isEqualTo(Deliveries.NONE);
    }

    @Test
    void eachKindOfReceiverIsRead() {
        Deliveries deliveries = parse("""
                deliveries:
                  lake: {kafka: {topic: tokenwatch.alerts}, format: ocsf, give-up-after: 2d, waiting: 50}
                  elsewhere: {kafka: {topic: t, bootstrap: "b2:9092"}, format: ecs}
                  qradar: {syslog: {address: "qradar:6514", ca: ca.pem, host-name: tw-1}, format: leef}
                  pager: {webhook: {url: "https://pager.example.com/alerts", secret: secret, patience: 3s}, format: ecs}
                  splunk: {hec: {url: "https://splunk:8088/services/collector/event", token: environment HEC}}
                routes:
                  page: {levels: [critical, high], rules: [replay-*], tenants: acme, to: [pager, splunk]}
                  all: {changes: [opened, updated, retracted], learning: true, to: [lake, elsewhere, qradar]}
                """);
        assertThat(deliveries.deliveries())
                .extracting(Delivery::name)
                .containsExactly("lake", "elsewhere", "qradar", "pager", "splunk");
        Delivery lake = deliveries.deliveries().get(0);
        assertThat(lake.target())
                .isEqualTo(
                        new KafkaTarget("b1:9092", "tokenwatch.alerts", java.util.Map.of("security.protocol", "SSL")));
        assertThat(lake.format()).isEqualTo("ocsf");
        assertThat(lake.limits())
                .isEqualTo(new DeliveryLimits(Duration.ofDays(2), 50, DeliveryLimits.DEFAULT.backoff()));
        assertThat(deliveries.deliveries().get(1).target())
                .isEqualTo(new KafkaTarget("b2:9092", "t", java.util.Map.of()));
        assertThat(deliveries.topics("b1:9092")).containsExactly("tokenwatch.alerts");
        assertThat(deliveries.deliveries().get(2).target()).isInstanceOfSatisfying(SyslogTarget.class, syslog -> {
            assertThat(syslog.host() + " " + syslog.port() + " " + syslog.hostName())
                    .isEqualTo("qradar 6514 tw-1");
            assertThat(syslog.tls().ca()).endsWith("ca.pem");
        });
        assertThat(deliveries.deliveries().get(3).target()).isInstanceOfSatisfying(WebhookTarget.class, webhook -> {
            assertThat(webhook.url()).hasToString("https://pager.example.com/alerts");
            assertThat(webhook.patience()).hasSeconds(3);
            assertThat(webhook.secret()).isNotNull();
        });
        assertThat(deliveries.deliveries().get(4).format()).isEqualTo("hec");
        assertThat(deliveries.deliveries().get(4).target())
                .isInstanceOfSatisfying(
                        HecTarget.class, hec -> assertThat(hec.token()).hasToString("environment variable HEC"));
        Route page = deliveries.routes().get(0);
        assertThat(page.levels()).containsExactlyInAnyOrder(Level.CRITICAL, Level.HIGH);
        assertThat(page.changes()).isEqualTo(Route.TOLD);
        assertThat(page.rules()).containsExactly("replay-*");
        assertThat(page.tenants()).containsExactly("acme");
        assertThat(page.learning()).isFalse();
        Route all = deliveries.routes().get(1);
        assertThat(all.changes()).containsExactlyInAnyOrder(Change.OPENED, Change.UPDATED, Change.RETRACTED);
        assertThat(all.levels()).hasSize(Level.values().length);
        assertThat(all.learning()).isTrue();
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        String to = "\nroutes: {page: {to: [x]}}";
        assertFault("deliveries: {x: {format: ecs}}" + to, "exactly one place, not 0");
        assertFault(
                "deliveries: {x: {kafka: {topic: t}}}" + to,
                "there is no format ''",
                "caep, cef, ecs, hec, leef, ocsf");
        assertFault("deliveries: {x: {kafka: {topic: t}, format: stix}}" + to, "run.yml:5", "'stix'");
        assertFault("deliveries: {x: {kafka: {}, format: ecs}}" + to, "'topic' is missing");
        assertFault("deliveries: {x: {kafka: {topic: t, key: k}, format: ecs}}" + to, "'key' is not a key here");
        assertFault("deliveries: {x: {syslog: {address: qradar}, format: cef}}" + to, "write host:port");
        assertFault(
                "deliveries: {x: {webhook: {url: \"http://pager/a\", secret: secret}, format: ecs}}" + to,
                "clear text");
        assertFault(
                "deliveries: {x: {webhook: {url: \"https://pager/a\"}, format: ecs}}" + to, "cannot tell who sends");
        assertFault(
                "deliveries: {x: {webhook: {url: \"https://u:p@pager/\", secret: secret}, format: ecs}}" + to,
                "no URL of a server");
        assertFault(
                "deliveries: {x: {hec: {url: \"https://s/\", token: nowhere}}}" + to,
                "there is no file with this secret");
        assertFault(
                "deliveries: {x: {hec: {url: \"https://s/\", token: secret}, format: ecs}}" + to,
                "takes the format hec");
        assertFault("deliveries: {x: {kafka: {topic: t}, format: caep}}" + to, "audience, issuer, key-file");
        assertFault("deliveries: {x: {kafka: {topic: t}, format: ecs, with: {a: b}}}" + to, "has no option a");
        assertFault("deliveries: {X_Y: {kafka: {topic: t}, format: ecs}}", "is no name", "no route leads to 'X_Y'");
        assertFault("routes: {page: {to: [y]}}", "there is no delivery 'y'");
        assertFault("routes: {page: {changes: [grown]}}", "'grown' is none of the changes", "updated");
        assertFault("routes: {page: {levels: [urgent]}}", "'to' is missing", "'urgent' is none of the levels");
    }

    /** It is in comments there, since nobody is told by default. */
    @Test
    void theExampleIsTrue() throws Exception {
        String example = Files.readString(Path.of("../../docs/run.example.yml"));
        String deliveries = example.substring(example.indexOf("# deliveries:"))
                .replaceAll("(?m)^# ?", "")
                .replaceAll("secrets/ca.pem", "ca.pem")
                .replaceAll("secrets/caep.jwk", "caep.jwk")
                .replaceAll("secrets/[a-z-]+", "secret");
        Files.writeString(
                folder.resolve("caep.jwk"),
                new com.nimbusds.jose.jwk.gen.ECKeyGenerator(com.nimbusds.jose.jwk.Curve.P_256)
                        .generate()
                        .toJSONString());
        Deliveries read = parse(deliveries);
        assertThat(read.deliveries())
                .extracting(Delivery::name)
                .containsExactly("pager", "qradar", "splunk", "lake", "identity-provider");
        assertThat(read.deliveries()).extracting(Delivery::limits).containsOnly(DeliveryLimits.DEFAULT);
        assertThat(read.routes()).extracting(Route::name).containsExactly("page", "ticket", "revoke", "everything");
    }

    @Test
    void clearTextIsForLoopbackOrForThoseWhoSaySo() {
        assertThat(parse("""
                deliveries:
                  a: {webhook: {url: "http://127.0.0.1:8080/", secret: secret}, format: ecs}
                  b: {webhook: {url: "http://mesh/a", secret: secret, cleartext: true}, format: ecs}
                routes: {page: {to: [a, b]}}
                """).deliveries()).hasSize(2);
    }
}
