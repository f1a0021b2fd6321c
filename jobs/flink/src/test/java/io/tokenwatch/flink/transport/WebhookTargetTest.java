package io.tokenwatch.flink.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.flink.remote.Secret;
import io.tokenwatch.flink.transport.HttpListener.Answer;
import io.tokenwatch.flink.transport.HttpListener.Request;
import io.tokenwatch.flink.transport.Outcome.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookTargetTest {
    private static final Message MESSAGE = Messages.of("a1-opened-high", "{\"test\": 1}");

    private final Path folder;

    WebhookTargetTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Secret secret(String text) throws IOException {
        return Secret.file(Files.writeString(folder.resolve("secret"), text));
    }

    private Outcome send(URI url, Duration patience) throws Exception {
        WebhookTarget target = new WebhookTarget(url, secret("opensesame"), null, Tls.PLATFORM, patience);
        try (Transport transport = target.open()) {
            return transport.send(List.of(MESSAGE));
        }
    }

    private Outcome send(URI url) throws Exception {
        return send(url, Duration.ofSeconds(10));
    }

    @Test
    void postsTheMessageAndSignsIt() throws Exception {
        try (HttpListener listener = HttpListener.answering()) {
            assertThat(send(listener.url("/alerts"))).isEqualTo(Outcome.DELIVERED);
            Request request = listener.requests().get(0);
            assertThat(request.path()).isEqualTo("/alerts");
            assertThat(request.text()).isEqualTo("{\"test\": 1}");
            assertThat(request.header("Content-type")).isEqualTo("application/json");
            assertThat(request.header("Tokenwatch-route")).isEqualTo("page");
            assertThat(request.header("Webhook-id")).isEqualTo("a1-opened-high");
            long seconds = Long.parseLong(request.header("Webhook-timestamp"));
            assertThat(seconds).isCloseTo(System.currentTimeMillis() / 1000, org.assertj.core.data.Offset.offset(5L));
            assertThat(request.header("Webhook-signature"))
                    .isEqualTo(WebhookSignature.of(
                            "opensesame",
                            "a1-opened-high",
                            seconds,
                            request.text().getBytes(UTF_8)));
        }
    }

    /** As another implementation computes it: openssl dgst -sha256 -mac HMAC. */
    @Test
    void theSignatureIsThatOfStandardWebhooks() {
        byte[] body = "{\"test\": 2432232314}".getBytes(UTF_8);
        String encoded = "whsec_" + Base64.getEncoder().encodeToString("open sesame".getBytes(UTF_8));
        assertThat(WebhookSignature.of(encoded, "msg_1", 1_614_265_330, body))
                .isEqualTo(WebhookSignature.of("open sesame", "msg_1", 1_614_265_330, body))
                .isEqualTo("v1,YMXmKGYPUWYBmzY1fv5jL4naaHVC61K/CWMnAkrNMKU=");
    }

    @ParameterizedTest
    @CsvSource({
        "204, DELIVERED",
        "202, DELIVERED",
        "429, RETRY",
        "500, RETRY",
        "503, RETRY",
        "408, RETRY",
        "401, RETRY",
        "403, RETRY",
        "400, REFUSED",
        "404, REFUSED",
        "410, REFUSED",
        "413, REFUSED",
        "302, REFUSED"
    })
    void readsTheAnswer(int status, Kind kind) throws Exception {
        try (HttpListener listener =
                HttpListener.answering(new Answer(status, Map.of("Location", "http://127.0.0.1:9/elsewhere")))) {
            Outcome outcome = send(listener.url("/"));
            assertThat(outcome.kind()).isEqualTo(kind);
            assertThat(outcome.detail()).isEqualTo(kind == Kind.DELIVERED ? "" : "HTTP status " + status);
            assertThat(listener.requests()).hasSize(1);
        }
    }

    @Test
    void waitsAsLongAsItIsAskedToButNotForEver() throws Exception {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(60));
        try (HttpListener listener = HttpListener.answering(
                new Answer(429, Map.of("Retry-After", "7")),
                new Answer(503, Map.of("Retry-After", date)),
                new Answer(503, Map.of("Retry-After", "86400")),
                new Answer(503, Map.of("Retry-After", "soon")))) {
            assertThat(send(listener.url("/")).pause()).hasSeconds(7);
            assertThat(send(listener.url("/")).pause()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
            assertThat(send(listener.url("/")).pause()).hasMinutes(5);
            assertThat(send(listener.url("/")).pause()).isZero();
        }
    }

    @Test
    void aServerThatFallsSilentOrHangsUpIsTriedAgain() throws Exception {
        try (HttpListener listener =
                HttpListener.answering(HttpListener.SLOW, HttpListener.HANGS_UP, HttpListener.HALF)) {
            assertThatThrownBy(() -> send(listener.url("/"), Duration.ofMillis(300)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> send(listener.url("/"))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> send(listener.url("/"))).isInstanceOf(IOException.class);
            assertThat(send(listener.url("/"))).isEqualTo(Outcome.DELIVERED);
        }
    }

    @Test
    void nobodyThere() throws Exception {
        int port;
        try (HttpListener listener = HttpListener.answering()) {
            port = listener.port();
        }
        assertThatThrownBy(() -> send(URI.create("http://127.0.0.1:" + port + "/")))
                .isInstanceOf(IOException.class);
    }

    /** Java's own message would quote it. */
    @Test
    void aSecretThatNoHeaderCanCarryIsNotQuoted() throws Exception {
        WebhookTarget target = new WebhookTarget(
                URI.create("http://127.0.0.1:9/"),
                null,
                secret("Bearer open\u0001sesame"),
                Tls.PLATFORM,
                Duration.ofSeconds(1));
        try (Transport transport = target.open()) {
            assertThatThrownBy(() -> transport.send(List.of(MESSAGE)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a header cannot carry")
                    .hasMessageNotContaining("sesame")
                    .hasNoCause();
        }
    }

    @Test
    void splunkGetsAllEventsInOneRequestWithItsToken() throws Exception {
        try (HttpListener listener = HttpListener.answering(Answer.of(503))) {
            HecTarget target = new HecTarget(
                    listener.url("/services/collector/event"), secret("0123"), Tls.PLATFORM, Duration.ofSeconds(5));
            try (Transport transport = target.open()) {
                List<Message> two = List.of(Messages.of("1", "{\"a\":1}"), Messages.of("2", "{\"b\":2}"));
                assertThat(transport.send(two).kind()).isEqualTo(Kind.RETRY);
                assertThat(transport.send(two)).isEqualTo(Outcome.DELIVERED);
            }
            Request request = listener.requests().get(1);
            assertThat(request.path()).isEqualTo("/services/collector/event");
            assertThat(request.header("Authorization")).isEqualTo("Splunk 0123");
            assertThat(request.text()).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
        }
    }
}
