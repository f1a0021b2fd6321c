package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.delivery.Deliveries;
import io.tokenwatch.flink.delivery.Delivery;
import io.tokenwatch.flink.delivery.DeliveryLimits;
import io.tokenwatch.flink.delivery.Notification;
import io.tokenwatch.flink.delivery.Route;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.flink.transport.KafkaTarget;
import io.tokenwatch.rule.Level;
import io.tokenwatch.rule.RuleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is to be told of an alert is told when the alert is published, and not of what is kept quiet. */
class ToldTest {
    private static final Deliveries PAGER = new Deliveries(
            List.of(new Delivery(
                    "pager",
                    "ecs",
                    Map.of(),
                    new KafkaTarget("127.0.0.1:9", "pages", Map.of()),
                    DeliveryLimits.DEFAULT)),
            List.of(new Route(
                    "page", Route.TOLD, EnumSet.allOf(Level.class), List.of(), List.of(), true, List.of("pager"))));

    private static LiveOperator job(RuleFiles rules, DetectSettings settings) throws Exception {
        return new LiveOperator(rules, settings, 1, new HashMapStateBackend(), PAGER);
    }

    private static TokenEvent event(String id, long time, String type, String client) {
        TokenEvent event = Traffic.event(id, time, type);
        event.set(Field.OUTCOME, "failure");
        event.set(Field.CLIENT_ID, client);
        event.set(Field.SRC_ASN, 1L);
        return event;
    }

    private static List<String> told(LiveOperator job) {
        return job.emitted().stream()
                .map(record -> record.change()
                        + record.notices().stream().map(Notification::delivery).toList())
                .toList();
    }

    @Test
    void withTheAlert() throws Exception {
        try (LiveOperator job = job(Traffic.rules(Traffic.DENIED), DetectSettings.live("r"))) {
            job.accept(event("a", 0, "token.validated", "c1"));
            assertThat(told(job)).containsExactly("opened[pager]");
            AlertRecord record = job.emitted().get(0);
            Notification notice = record.notices().get(0);
            assertThat(notice.id()).isEqualTo(record.id() + "-opened-" + record.level());
            assertThat(notice.body()).isEqualTo(record.document());
        }
    }

    @Test
    void ofWhatCouldBeTakenBackOnlyOnceACheckpointHoldsItAndAfterACrashToo() throws Exception {
        try (LiveOperator job = job(Traffic.rules(Traffic.NEW_NETWORK), DetectSettings.live("r"))) {
            job.accept(event("a", 0, "token.issued", "c1"));
            assertThat(job.emitted()).isEmpty();
            job.keep(job.snapshot());
            job.crash();
            assertThat(job.emitted()).isEmpty();
            job.checkpoint();
            assertThat(told(job)).containsExactly("opened[pager]");
        }
    }

    @Test
    void notOfWhatTheCircuitBreakerHoldsBack() throws Exception {
        DetectSettings one = DetectSettings.live("r").withNotifications(1);
        try (LiveOperator job = job(Traffic.rules(Traffic.DENIED), one)) {
            job.accept(event("a", 0, "token.validated", "c1"));
            job.accept(event("b", 1, "token.validated", "c2"));
            assertThat(told(job)).containsExactly("opened[pager]", "opened[]");
        }
    }

    @Test
    void notOfRulesInShadowMode() throws Exception {
        RuleFiles shadow = Traffic.rules(Traffic.DENIED.replace("version: 1\n", "version: 1\nmode: shadow\n"));
        try (LiveOperator job = job(shadow, DetectSettings.live("r"))) {
            job.accept(event("a", 0, "token.validated", "c1"));
            assertThat(told(job)).containsExactly("opened[]");
        }
    }

    @Test
    void ofWhatAMaintenanceWindowHoldsBackAtItsEnd(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("maintenance.yml"), """
                windows:
                  - name: rotation
                    owner: platform
                    reason: keys are rotated by hand
                    from: 1970-01-01T01:00:00Z
                    until: 1970-01-01T02:00:00Z
                    match: {client_id: c1}
                """);
        DetectSettings settings = DetectSettings.live("r").withMaintenance(file.toString());
        try (LiveOperator job = job(Traffic.rules(Traffic.DENIED), settings)) {
            job.accept(event("a", 3_660_000, "token.validated", "c1"));
            assertThat(told(job)).containsExactly("suppressed[]");
            job.keep(job.snapshot());
            job.crash();
            job.elapse(60_000);
            job.watermark(7_200_000);
            assertThat(told(job)).containsExactly("suppressed[]", "opened[pager]");
            assertThat(job.emitted().get(1).notices().get(0).time())
                    .as("young again, or it would be given up at once")
                    .isGreaterThan(1_060_000);
        }
    }
}
