package io.tokenwatch.demo.posture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.tokenwatch.demo.traffic.Scheduled;
import io.tokenwatch.demo.traffic.Traffic;
import io.tokenwatch.demo.traffic.TrafficPlan;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.indicator.Cell;
import io.tokenwatch.indicator.Indicator;
import io.tokenwatch.indicator.LatencyBuckets;
import io.tokenwatch.indicator.Tally;
import io.tokenwatch.posture.LocalPosture;
import io.tokenwatch.posture.PosturePolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The indicators of the demo's traffic, its repeated and late deliveries included, equal a recount from the raw events. */
class DemoDayTest {
    private static final Instant START = Instant.parse("2026-03-02T09:30:00Z");

    private static LocalPosture posture = new LocalPosture(PosturePolicy.DEFAULT);
    private static Recount recount = new Recount(List.of());

    @BeforeAll
    static void play() {
        List<TokenEvent> deliveries = new ArrayList<>();
        Traffic traffic = Traffic.of(TrafficPlan.smoke(7, START));
        while (traffic.hasNext()) {
            Scheduled next = traffic.next();
            deliveries.add(next.event());
        }
        posture = new LocalPosture(PosturePolicy.DEFAULT);
        deliveries.forEach(posture::accept);
        posture.close(START.plusSeconds(40).toEpochMilli());
        recount = new Recount(deliveries);
    }

    private static String key(Cell cell) {
        String last = cell.indicator() == Indicator.EVENTS ? cell.source() : cell.resourceServer();
        return cell.indicator().id() + " " + cell.minute() + " " + cell.tenant() + " " + cell.issuer() + " " + last;
    }

    private static SortedMap<String, Tally> counted(Indicator.Kind kind) {
        SortedMap<String, Tally> counted = new TreeMap<>();
        posture.indicators().forEach((cell, tally) -> {
            boolean ofLedger = cell.indicator() == Indicator.REVOCATION_LAG;
            if (cell.indicator().kind() == kind && !ofLedger && !tally.isEmpty()) {
                counted.computeIfAbsent(key(cell), k -> new Tally()).add(tally);
            }
        });
        return counted;
    }

    @Test
    void ratiosAreExact() {
        SortedMap<String, String> expected = new TreeMap<>();
        recount.ratios.forEach((key, of) -> expected.put(key, of[0] + "/" + of[1]));
        SortedMap<String, String> actual = new TreeMap<>();
        counted(Indicator.Kind.RATIO).forEach((key, tally) -> actual.put(key, tally.good() + "/" + tally.total()));

        assertThat(actual).isEqualTo(expected);
        for (String id : List.of("M1 ", "M2 ", "M4 ", "M6 ", "M9 ", "T5 ")) {
            assertThat(expected.keySet()).as(id).anyMatch(key -> key.startsWith(id));
        }
    }

    @Test
    void countsAreExact() {
        SortedMap<String, Long> actual = new TreeMap<>();
        counted(Indicator.Kind.COUNT).forEach((key, tally) -> actual.put(key, tally.total()));

        assertThat(actual).isEqualTo(recount.counts);
        for (String id : List.of("M5 ", "M7 ", "T1 ")) {
            assertThat(actual.keySet()).as(id).anyMatch(key -> key.startsWith(id));
        }
    }

    @Test
    void percentilesAreWithinTheErrorOfTheSketch() {
        SortedMap<String, Tally> actual = counted(Indicator.Kind.LATENCY);

        assertThat(actual.keySet()).isEqualTo(recount.latencies.keySet());
        recount.latencies.forEach((key, all) -> {
            Tally tally = actual.getOrDefault(key, new Tally());
            List<Long> sorted = new ArrayList<>(all);
            Collections.sort(sorted);
            assertThat(tally.total()).as(key).isEqualTo(sorted.size());
            assertThat(tally.sumMillis())
                    .as(key)
                    .isEqualTo(sorted.stream().mapToLong(Long::longValue).sum());
            for (double share : new double[] {0.5, 0.95, 0.99, 1}) {
                int rank = (int) Math.ceil(share * sorted.size());
                assertThat(percentile(tally, rank))
                        .as("%s p%s", key, share)
                        .isCloseTo(sorted.get(rank - 1), withPercentage(100 * LatencyBuckets.ACCURACY + 1e-9));
            }
        });
        for (String id : List.of("M3 ", "M8 ", "M10 ", "K1 ")) {
            assertThat(actual.keySet()).as(id).anyMatch(key -> key.startsWith(id));
        }
    }

    private static double percentile(Tally tally, int rank) {
        long seen = 0;
        for (Map.Entry<Double, Long> bucket : tally.latencies().entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                return bucket.getKey();
            }
        }
        throw new AssertionError("fewer than " + rank);
    }

    @Test
    void theLedgerShowsWhatGovernanceAsks() {
        String all = String.join(
                "\n",
                posture.ledger().values().stream()
                        .map(json -> new String(json, StandardCharsets.UTF_8))
                        .toList());

        assertThat(all)
                .contains("\"kind\":\"family\"", "\"kind\":\"token\"", "\"owner\":\"team-acme\"")
                .contains("\"state\":\"active\"", "\"state\":\"revoked\"", "\"state\":\"expired\"")
                .contains("\"no_owner\"", "\"unused_scope\"", "\"slow_revocation\"", "\"last_seen_after\"");
        for (String path : List.of("token", "family", "session", "user_client", "subject", "client")) {
            assertThat(all).contains("\"path\":\"" + path + "\"");
        }
    }
}
