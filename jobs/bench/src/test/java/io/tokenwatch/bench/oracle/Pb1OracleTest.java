package io.tokenwatch.bench.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.bench.contest.Hit;
import io.tokenwatch.bench.workload.LineCursor;
import io.tokenwatch.bench.workload.Profile;
import io.tokenwatch.bench.workload.Workload;
import io.tokenwatch.bench.workload.WorkloadSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class Pb1OracleTest {
    private static final long START = Instant.parse("2026-02-27T23:30:00Z").toEpochMilli();
    /** Distances at which some detection changes its mind. */
    private static final long[] EDGES = {
        0, 1, 1_000, 59_999, 60_000, 299_999, 300_000, 300_001, 600_000, 600_001, 3_599_999, 3_600_000, 3_600_001
    };

    @Test
    void agreesWithBruteForceOnCrowdedTokensInAnyOrderAndWithCopies() {
        Set<String> detections = new TreeSet<>();
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            List<String> lines = crowd(random);
            Set<Hit> expected = new BruteForceOracle().run(Workload.ofLines(lines));
            expected.forEach(hit -> detections.add(hit.detection()));
            assertThat(hits(lines)).as("seed %d", seed).isEqualTo(expected);
            for (int i = lines.size() / 3; i > 0; i--) {
                lines.add(lines.get(random.nextInt(lines.size())));
            }
            Collections.shuffle(lines, random);
            assertThat(hits(lines)).as("seed %d, shuffled, with copies", seed).isEqualTo(expected);
        }
        assertThat(detections).containsExactly("D1", "D2", "D3", "D4", "D5");
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void agreesWithBruteForceOnEachProfileInAnyOrder(Profile profile) {
        Workload workload = new WorkloadSpec(profile, 12_000, 7).generate();
        Set<Hit> expected = new BruteForceOracle().run(workload);
        assertThat(new Pb1Oracle().run(workload)).isEqualTo(expected);
        List<String> lines = lines(workload);
        Collections.shuffle(lines, new Random(7));
        assertThat(hits(lines)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "3600000, true", "3600001, false", "-1, false"})
    void judgesUseAfterRevocationToTheMillisecond(long gap, boolean hit) {
        List<String> lines = List.of(
                line("token.revoked", 0, "e1", "t", "\"outcome\":\"success\""),
                line("token.validated", gap, "e2", "t", "\"outcome\":\"success\""));
        assertThat(hits(lines)).isEqualTo(hit ? Set.of(new Hit("D1", "t")) : Set.of());
    }

    @Test
    void readsFieldsInAnyOrderAndStepsOverEscapesAndUnknownFields() {
        String odd = "{\"user_agent\":\"a\\\\\\\"\\\\\",\"act_chain\":[\"x]\\\"\",\"y\"],\"scope\":[\"s:1\",\"s:2\"],"
                + "\"cache_age_s\":-1.5,\"third_party\":true,\"client_id\":\"c\",\"event_id\":\"e\","
                + "\"event_time\":\"2026-01-01T00:00:00Z\",\"event_type\":\"token.issued\"}";
        assertThat(hits(List.of(odd))).containsExactlyInAnyOrder(new Hit("D3", "c|s:1"), new Hit("D3", "c|s:2"));
    }

    private static Set<Hit> hits(List<String> lines) {
        return new Pb1Oracle().run(Workload.ofLines(lines));
    }

    private static List<String> lines(Workload workload) {
        List<String> lines = new ArrayList<>();
        for (LineCursor line = workload.cursor(); line.next(); ) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** Few tokens, networks and clients, so that everything meets everything; distances at the edges; one burst. */
    private static List<String> crowd(Random random) {
        List<String> lines = new ArrayList<>();
        int events = 2 + random.nextInt(60);
        int tokens = 1 + random.nextInt(12);
        long time = 0;
        for (int i = 0; i < events; i++) {
            long step = EDGES[random.nextInt(EDGES.length)];
            time += random.nextInt(4) == 0 ? -step : step;
            String kind = List.of("issued", "validated", "validated", "revoked", "refreshed")
                    .get(random.nextInt(5));
            String outcome = random.nextInt(6) == 0 ? "failure" : "success";
            String asn = random.nextInt(8) == 0 ? "" : "\"src.asn\":" + random.nextInt(3) + ',';
            String scope = "\"scope\":[\"s" + random.nextInt(4) + "\",\"s" + random.nextInt(4) + "\"],";
            String rest =
                    "\"client_id\":\"c" + random.nextInt(3) + "\"," + scope + asn + "\"outcome\":\"" + outcome + '"';
            lines.add(line("token." + kind, time, "e" + i, "t" + random.nextInt(tokens), rest));
        }
        int burst = 97 + random.nextInt(6);
        long minute = 60_000L * random.nextInt(100) - START % 60_000;
        for (int i = 0; i < burst; i++) {
            long at = minute + (random.nextInt(300) == 0 ? 60_000 : random.nextInt(60_000));
            lines.add(line("token.issued", at, "b" + i, "b" + i, "\"client_id\":\"burst\""));
        }
        return lines;
    }

    private static String line(String type, long time, String id, String token, String rest) {
        return "{\"event_type\":\"" + type + "\",\"event_time\":\"" + Instant.ofEpochMilli(START + time)
                + "\",\"event_id\":\"" + id + "\",\"token_id\":\"" + token + "\"," + rest + '}';
    }
}
