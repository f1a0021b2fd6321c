package io.tokenwatch.flink.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.flink.delivery.Deliveries;
import io.tokenwatch.flink.delivery.Delivery;
import io.tokenwatch.flink.delivery.DeliveryLimits;
import io.tokenwatch.flink.delivery.KeptLetters;
import io.tokenwatch.flink.delivery.Route;
import io.tokenwatch.flink.remote.Backoff;
import io.tokenwatch.flink.remote.Secret;
import io.tokenwatch.flink.transport.HttpListener;
import io.tokenwatch.flink.transport.HttpListener.Answer;
import io.tokenwatch.flink.transport.Tls;
import io.tokenwatch.flink.transport.WebhookTarget;
import io.tokenwatch.rule.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every alert is told at least once, whatever befalls the job and the receiver; a receiver that is away delays nobody. */
@Timeout(60)
class AlertDeliveriesTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    private static final DeliveryLimits LIMITS =
            new DeliveryLimits(Duration.ofMinutes(1), 10_000, new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)));

    private final Path folder;

    AlertDeliveriesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Delivery webhook(String name, java.net.URI url, DeliveryLimits limits) throws Exception {
        Secret secret = Secret.file(Files.writeString(folder.resolve("secret"), "opensesame"));
        WebhookTarget target = new WebhookTarget(url, secret, null, Tls.PLATFORM, Duration.ofSeconds(5));
        return new Delivery(name, "ecs", Map.of(), target, limits);
    }

    private static Route all(String to) {
        return new Route("all", Route.TOLD, EnumSet.allOf(Level.class), List.of(), List.of(), true, List.of(to));
    }

    private static Set<String> alertsTold(HttpListener listener) {
        return listener.requests().stream()
                .map(request -> request.header("Webhook-id"))
                .filter(id -> id.contains("-opened-"))
                .map(id -> id.substring(0, id.indexOf('-')))
                .collect(Collectors.toSet());
    }

    @Test
    void throughFailuresOfTheJobAndTheReceiver() throws Exception {
        String name = "told";
        Arrivals.Run run = Arrivals.start(name, 400);
        run.failAfter.addAll(List.of(130, 250));
        AtomicInteger requests = new AtomicInteger();
        try (HttpListener listener = HttpListener.answering(request -> switch (requests.incrementAndGet() % 9) {
            case 1 -> Answer.of(503);
            case 4 -> HttpListener.HANGS_UP;
            case 7 -> HttpListener.HALF;
            default -> Answer.of(200);
        })) {
            Deliveries deliveries =
                    new Deliveries(List.of(webhook("pager", listener.url("/"), LIMITS)), List.of(all("pager")));
            TestJob job = new TestJob(name, folder, 2, 400, 2);
            job.define(job.settings("hashmap"), RuntimeExecutionMode.STREAMING, deliveries, KeptLetters.inThisJvm())
                    .execute();
            assertThat(run.failures).hasValue(2);
            assertThat(alertsTold(listener))
                    .hasSizeGreaterThan(50)
                    .containsAll(IndexSink.index(name).documents().keySet());
        }
    }

    /** A checkpoint does not wait for it either: the last failure comes after one. */
    @Test
    void aReceiverThatIsAwayHoldsUpNeitherDetectionNorCheckpoints() throws Exception {
        String name = "away";
        Arrivals.Run run = Arrivals.start(name, 400);
        run.failAfter.add(250);
        DeliveryLimits brief = new DeliveryLimits(
                Duration.ofSeconds(2), 10_000, new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)));
        Deliveries deliveries = new Deliveries(
                List.of(webhook("nobody", java.net.URI.create("http://127.0.0.1:9/"), brief)), List.of(all("nobody")));
        TestJob job = new TestJob(name, folder, 1, 400, 1);
        KeptLetters.IN_THIS_JVM.clear();
        job.define(job.settings("hashmap"), RuntimeExecutionMode.STREAMING, deliveries, KeptLetters.inThisJvm())
                .execute();
        assertThat(run.failures).hasValue(1);
        assertThat(KeptLetters.IN_THIS_JVM.stream()
                        .map(letter ->
                                letter.document().substring("nobody/".length()).split("-")[0]))
                .containsAll(IndexSink.index(name).documents().keySet());
    }
}
