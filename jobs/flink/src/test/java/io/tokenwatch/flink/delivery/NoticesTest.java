package io.tokenwatch.flink.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert.Run;
import io.tokenwatch.flink.transport.KafkaTarget;
import io.tokenwatch.rule.Level;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rehearsal;
import io.tokenwatch.testing.Rules;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private static final Set<Level> ALL = EnumSet.allOf(Level.class);
    private static final Alert CERTAIN = alert("""
            id: replay-certain
            version: 1
            title: Certain
            level: high
            detection: {any: {client_id|exists: true}}
            suppress: {by: [client_id], for: 1h}
            """);
    /** A late event could take it back. */
    private static final Alert LEARNED = alert("""
            id: scope-learned
            version: 1
            title: Learned
            level: low
            detection: {any: {client_id|exists: true}}
            correlation: {type: first_seen, field: src.asn, group-by: [client_id], learn: {for: 1d, min_events: 1}, forget_after: 30d}
            suppress: {by: [client_id], for: 1h}
            """);

    private static Alert alert(String rule) {
        Rehearsal rehearsal = new Rehearsal(Rules.pack(rule));
        rehearsal.accept(Events.event("e1", 0, "x", "client_id", "c", "src.asn", 1L));
        rehearsal.accept(Events.event("e2", 90_000_000, "x", "client_id", "c", "src.asn", 2L));
        return rehearsal.alerts().iterator().next();
    }

    private static Delivery delivery(String name, String format) {
        return new Delivery(
                name, format, Map.of(), new KafkaTarget("127.0.0.1:9", name, Map.of()), DeliveryLimits.DEFAULT);
    }

    private static Route route(Set<Level> levels, List<String> rules, List<String> tenants, boolean learning) {
        return new Route("page", Route.TOLD, levels, rules, tenants, learning, List.of("a"));
    }

    private static List<String> told(Alert alert, Change change, boolean warm, Route... routes) {
        Deliveries deliveries = new Deliveries(List.of(delivery("a", "ecs"), delivery("b", "cef")), List.of(routes));
        return deliveries.notices().of(alert, change, run(warm)).stream()
                .map(notice -> notice.route() + ">" + notice.delivery())
                .toList();
    }

    private static Run run(boolean warm) {
        return new Run("live", "r", "p", 0, 1_000, warm);
    }

    private static boolean isTold(Alert alert, Route route) {
        return !told(alert, Change.OPENED, true, route).isEmpty();
    }

    @Test
    void filtersByLevelRuleAndTenant() {
        assertThat(isTold(CERTAIN, route(ALL, List.of(), List.of(), false))).isTrue();
        assertThat(isTold(CERTAIN, route(EnumSet.of(Level.HIGH), List.of("replay-*"), List.of("acme"), false)))
                .isTrue();
        assertThat(isTold(CERTAIN, route(EnumSet.of(Level.LOW), List.of(), List.of(), false)))
                .isFalse();
        assertThat(isTold(CERTAIN, route(ALL, List.of("scope-*", "replay-other"), List.of(), false)))
                .isFalse();
        assertThat(isTold(CERTAIN, route(ALL, List.of("*-certain"), List.of(), false)))
                .isTrue();
        assertThat(isTold(CERTAIN, route(ALL, List.of("*"), List.of("*.*"), false)))
                .isFalse();
        assertThat(isTold(CERTAIN, route(ALL, List.of(), List.of("acm"), false)))
                .isFalse();
    }

    @Test
    void growthAndRetractionsAreToldOnlyWhereSomebodyAsks() {
        Route usual = route(ALL, List.of(), List.of(), false);
        assertThat(Stream.of(Change.values())
                        .filter(change -> !told(CERTAIN, change, true, usual).isEmpty()))
                .containsExactlyInAnyOrder(Change.OPENED, Change.ESCALATED, Change.REOPENED);
        Route all = new Route("lake", EnumSet.allOf(Change.class), ALL, List.of(), List.of(), false, List.of("a"));
        assertThat(told(CERTAIN, Change.RETRACTED, true, all)).containsExactly("lake>a");
    }

    /** What late events can only confirm stands, however little was observed before; a baseline needs its time. */
    @Test
    void aBaselineThatIsStillLearningWakesNobody() {
        Route usual = route(ALL, List.of(), List.of(), false);
        assertThat(told(CERTAIN, Change.OPENED, false, usual)).isNotEmpty();
        assertThat(told(LEARNED, Change.OPENED, false, usual)).isEmpty();
        assertThat(told(LEARNED, Change.OPENED, true, usual)).isNotEmpty();
        assertThat(told(LEARNED, Change.OPENED, false, route(ALL, List.of(), List.of(), true)))
                .isNotEmpty();
    }

    @Test
    void eachIsToldOnceByTheFirstRoute() {
        Route page = new Route("page", Route.TOLD, ALL, List.of(), List.of(), false, List.of("b"));
        Route ticket = new Route("ticket", Route.TOLD, ALL, List.of(), List.of(), false, List.of("a", "b"));
        assertThat(told(CERTAIN, Change.OPENED, true, page, ticket)).containsExactly("page>b", "ticket>a");
    }

    @Test
    void aNoticeIsWrittenInTheFormatOfItsDeliveryUnderTheIdOfTheTransition() {
        Deliveries deliveries =
                new Deliveries(List.of(delivery("a", "cef")), List.of(route(ALL, List.of(), List.of(), false)));
        Notification notice =
                deliveries.notices().of(CERTAIN, Change.ESCALATED, run(true)).get(0);
        assertThat(notice.id()).isEqualTo(CERTAIN.id() + "-escalated-high");
        assertThat(new String(notice.body(), UTF_8)).startsWith("CEF:0|").contains("externalId=" + CERTAIN.id());
        assertThat(notice.fault()).isEmpty();
    }
}
