package io.tokenwatch.flink.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.deadletter.DeadLetters;
import io.tokenwatch.flink.deadletter.Reason;
import io.tokenwatch.flink.remote.Backoff;
import io.tokenwatch.flink.remote.Secret;
import io.tokenwatch.flink.transport.HecTarget;
import io.tokenwatch.flink.transport.HttpListener;
import io.tokenwatch.flink.transport.HttpListener.Answer;
import io.tokenwatch.flink.transport.Target;
import io.tokenwatch.flink.transport.Tls;
import io.tokenwatch.flink.transport.WebhookTarget;
import io.tokenwatch.rule.Level;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.SinkWriter.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real HTTP servers, good and bad; the clock is the machine's, so limits are short. */
@Timeout(60)
class DeliveryWriterTest {
    private static final Context CONTEXT = new Context() {
        @Override
        public long currentWatermark() {
            return 0;
        }

        @Override
        public Long timestamp() {
            return 0L;
        }
    };
    private static final Backoff SHORT = new Backoff(Duration.ofMillis(5), Duration.ofMillis(20));
    private static final DeliveryLimits LIMITS = new DeliveryLimits(Duration.ofMinutes(1), 1_000, SHORT);

    private final Secret secret;
    private final KeptLetters dead = KeptLetters.atOnce();

    DeliveryWriterTest(@TempDir Path folder) throws IOException {
        secret = Secret.file(Files.writeString(folder.resolve("secret"), "opensesame"));
    }

    private Target webhook(URI url) {
        return new WebhookTarget(url, secret, null, Tls.PLATFORM, Duration.ofMillis(500));
    }

    private DeliveryWriter writer(
            Target target, DeliveryLimits limits, DeadLetters letters, Notification... unsettled) {
        return new DeliveryWriter(new Delivery("pager", "ecs", Map.of(), target, limits), letters, List.of(unsettled));
    }

    private static Notification notice(int i, long time) {
        return Notification.of(
                "pager",
                "page",
                "n" + i,
                "a" + i,
                Level.HIGH,
                time,
                ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8));
    }

    private static Notification notice(int i) {
        return notice(i, System.currentTimeMillis());
    }

    private static List<String> ids(int... numbers) {
        return IntStream.of(numbers).mapToObj(i -> "n" + i).toList();
    }

    private static List<String> received(HttpListener listener) {
        return listener.requests().stream()
                .map(request -> request.header("Webhook-id"))
                .toList();
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    @Test
    void aServerInEveryKindOfTroubleIsToldAllInTheEnd() throws Exception {
        try (HttpListener listener = HttpListener.answering(
                Answer.of(500),
                HttpListener.HANGS_UP,
                Answer.of(429),
                Answer.of(200),
                HttpListener.SLOW,
                HttpListener.HALF,
                Answer.of(503))) {
            DeliveryWriter writer = writer(webhook(listener.url("/")), LIMITS, dead);
            for (int i = 0; i < 5; i++) {
                writer.write(notice(i), CONTEXT);
            }
            writer.flush(true);
            writer.close();
            assertThat(received(listener)).contains("n0", "n1", "n2", "n3", "n4");
            assertThat(dead.letters()).isEmpty();
        }
    }

    @Test
    void whatAServerRefusesIsADeadLetterAndTheOthersArrive() throws Exception {
        try (HttpListener listener = HttpListener.answering(
                request -> Answer.of(request.header("Webhook-id").equals("n1") ? 422 : 200))) {
            DeliveryWriter writer = writer(webhook(listener.url("/")), LIMITS, dead);
            for (int i = 0; i < 3; i++) {
                writer.write(notice(i), CONTEXT);
            }
            writer.flush(true);
            writer.close();
            assertThat(received(listener)).isEqualTo(ids(0, 1, 2));
        }
        DeadLetter letter = dead.letters().get(0);
        assertThat(dead.letters()).hasSize(1);
        assertThat(letter.document()).isEqualTo("pager/n1");
        assertThat(letter.reason()).isEqualTo(Reason.NOTICE_REFUSED);
        assertThat(letter.detail()).isEqualTo("HTTP status 422");
    }

    /** Splunk refuses a whole request for one bad event. */
    @Test
    void ofABatchOnlyTheBadOneIsLost() throws Exception {
        try (HttpListener listener =
                HttpListener.answering(request -> Answer.of(request.text().contains("\"n\":3}") ? 400 : 200))) {
            Notification[] waiting =
                    IntStream.range(0, 6).mapToObj(i -> notice(i)).toArray(Notification[]::new);
            Target splunk = new HecTarget(listener.url("/"), secret, Tls.PLATFORM, Duration.ofSeconds(5));
            DeliveryWriter writer = writer(splunk, LIMITS, dead, waiting);
            writer.flush(true);
            writer.close();
            assertThat(listener.requests().get(0).text().lines()).hasSize(6);
            assertThat(listener.requests().stream().skip(1).flatMap(request -> request.text()
                            .lines()))
                    .containsExactlyElementsOf(IntStream.range(0, 6)
                            .mapToObj(i -> "{\"n\":" + i + "}")
                            .toList());
        }
        assertThat(dead.letters()).extracting(DeadLetter::document).containsExactly("pager/n3");
    }

    @Test
    void oneThatAServerFailsAtDoesNotHoldUpTheOthers() throws Exception {
        try (HttpListener listener = HttpListener.answering(
                request -> Answer.of(request.header("Webhook-id").equals("n0") ? 500 : 200))) {
            DeliveryWriter writer = writer(webhook(listener.url("/")), LIMITS, dead, notice(0), notice(1), notice(2));
            until(() -> writer.snapshotState(1).size() == 1);
            assertThat(received(listener)).containsAll(ids(1, 2));
            assertThat(writer.snapshotState(1)).extracting(Notification::id).containsExactly("n0");
            writer.close();
        }
    }

    @Test
    void nobodyIsTriedForEverButOnceAtLeast() throws Exception {
        try (HttpListener listener = HttpListener.answering(request -> Answer.of(500))) {
            DeliveryLimits short_ = new DeliveryLimits(Duration.ofMillis(100), 10, SHORT);
            DeliveryWriter writer = writer(webhook(listener.url("/")), short_, dead, notice(0, 0), notice(1));
            writer.flush(true);
            writer.close();
            assertThat(received(listener)).containsOnlyOnce("n0");
            assertThat(received(listener).stream().filter("n1"::equals)).hasSizeGreaterThan(1);
        }
        assertThat(dead.letters()).extracting(DeadLetter::reason).containsOnly(Reason.NOTICE_UNDELIVERED);
        assertThat(dead.letters()).extracting(DeadLetter::document).containsExactly("pager/n0", "pager/n1");
    }

    @Test
    void aServerThatIsAwayCostsRoomAndThenTheOldestButNeverTime() throws Exception {
        DeliveryLimits ten = new DeliveryLimits(Duration.ofMinutes(1), 10, SHORT);
        DeliveryWriter writer = writer(webhook(URI.create("http://127.0.0.1:9/")), ten, dead);
        long start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            writer.write(notice(i), CONTEXT);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        List<Notification> held = writer.snapshotState(1);
        writer.close();
        assertThat(held.size()).isBetween(10, 11); // and the one under way
        assertThat(held).extracting(Notification::id).contains("n999").doesNotContain("n500");
        assertThat(dead.letters()).extracting(DeadLetter::reason).containsOnly(Reason.NOTICE_OVERFLOW);
        assertThat(Stream.concat(
                        held.stream().map(notice -> "pager/" + notice.id()),
                        dead.letters().stream().map(DeadLetter::document)))
                .hasSize(1_000)
                .doesNotHaveDuplicates();
    }

    @Test
    void pushesBackOnlyWhereNotEvenDeadLettersCanBeKept() throws Exception {
        CompletableFuture<Void> kafka = new CompletableFuture<>();
        KeptLetters stuck = new KeptLetters(kafka);
        DeliveryLimits ten = new DeliveryLimits(Duration.ofMinutes(1), 10, SHORT);
        DeliveryWriter writer = writer(webhook(URI.create("http://127.0.0.1:9/")), ten, stuck);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < 21; i++) {
                    writer.write(notice(i), CONTEXT);
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        until(() -> writer.snapshotState(1).size() == 20);
        Thread.sleep(300);
        assertThat(writing).isNotDone();
        assertThat(writer.snapshotState(2)).hasSize(20); // not kept yet, so a checkpoint still has them
        kafka.complete(null);
        writing.get();
        writer.close();
    }

    @Test
    void failsWhereDeadLettersAreRefused() throws Exception {
        KeptLetters refused = new KeptLetters(CompletableFuture.failedFuture(new IOException("not authorized")));
        DeliveryWriter writer = writer(webhook(URI.create("http://127.0.0.1:9/")), LIMITS, refused);
        writer.write(NotificationTest.unwritable(), CONTEXT);
        assertThatThrownBy(() -> writer.flush(true))
                .hasMessageContaining("pager")
                .hasRootCauseMessage("not authorized");
        writer.close();
    }

    @Test
    void whatCannotBeWrittenIsADeadLetterWithTheReason() throws Exception {
        try (HttpListener listener = HttpListener.answering()) {
            DeliveryWriter writer = writer(webhook(listener.url("/")), LIMITS, dead);
            writer.write(NotificationTest.unwritable(), CONTEXT);
            writer.flush(true);
            writer.close();
            assertThat(listener.requests()).isEmpty();
        }
        assertThat(dead.letters()).extracting(DeadLetter::detail).containsExactly("no subject");
    }

    /** As after a crash. */
    @Test
    void whatACheckpointHoldsIsToldByTheNextWriter() throws Exception {
        int port;
        try (HttpListener listener = HttpListener.answering()) {
            port = listener.port();
        }
        URI url = URI.create("http://127.0.0.1:" + port + "/");
        DeliveryWriter first = writer(webhook(url), LIMITS, dead);
        first.write(notice(0), CONTEXT);
        first.write(notice(1), CONTEXT);
        first.flush(false); // waits for nobody
        Notification[] held = first.snapshotState(1).toArray(Notification[]::new);
        first.close();
        try (HttpListener listener = HttpListener.at(port)) {
            DeliveryWriter second = writer(webhook(url), LIMITS, dead, held);
            second.flush(true);
            second.close();
            assertThat(received(listener)).isEqualTo(ids(0, 1));
        }
    }

    @Test
    void aSecretThatIsMissingIsWaitedFor(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("later");
        try (HttpListener listener = HttpListener.answering()) {
            Target target =
                    new WebhookTarget(listener.url("/"), Secret.file(file), null, Tls.PLATFORM, Duration.ofSeconds(5));
            DeliveryWriter writer = writer(target, LIMITS, dead, notice(0));
            Thread.sleep(50);
            assertThat(listener.requests()).isEmpty();
            Files.writeString(file, "opensesame");
            writer.flush(true);
            writer.close();
            assertThat(received(listener)).isEqualTo(ids(0));
        }
    }
}
