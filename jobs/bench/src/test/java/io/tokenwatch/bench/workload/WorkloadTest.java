package io.tokenwatch.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tokenwatch.bench.contest.Hit;
import io.tokenwatch.bench.oracle.Pb1Oracle;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final Pattern VALIDATED = Pattern.compile("\\{\"event_type\":\"token.validated\","
            + "\"event_time\":\"2026-01-01T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",\"event_id\":\"e[0-9a-f]{8}\","
            + "\"tenant\":\"t1\",\"client_id\":\"c\\d{5}\",\"token_id\":\"hmac-sha256:k1:[0-9a-f]{32}\","
            + "\"src.ip\":\"10(\\.\\d{1,3}){3}\"(,\"src.asn\":\\d{5})?,\"resource_server\":\"rs\\d\\d\","
            + "\"outcome\":\"(success|failure)\"\\}");
    private static final Pattern TOKEN = Pattern.compile("\"token_id\":\"([^\"]+)\"");

    @Test
    void isAFunctionOfItsSpec() {
        long digest = new WorkloadSpec(Profile.PB1, 30_000, 1).generate().digest();
        assertThat(new WorkloadSpec(Profile.PB1, 30_000, 1).generate().digest()).isEqualTo(digest);
        assertThat(new WorkloadSpec(Profile.PB1, 30_000, 2).generate().digest()).isNotEqualTo(digest);
    }

    @Test
    void hasTheMixTheSizeAndTheRepetitionOfPb1() {
        Workload workload = new WorkloadSpec(Profile.PB1, 200_000, 1).generate();
        Map<String, Integer> types = new HashMap<>();
        Set<String> lines = new HashSet<>();
        for (LineCursor line = workload.cursor(); line.next(); ) {
            String text = line.toString();
            types.merge(text.substring(15, text.indexOf('"', 15)), 1, Integer::sum);
            lines.add(text);
            if (text.startsWith("{\"event_type\":\"token.validated\"")) {
                assertThat(text).matches(VALIDATED);
            }
        }
        assertThat(workload.events()).isEqualTo(200_000);
        assertThat(percent(types, "token.issued")).isCloseTo(12, within(0.6));
        assertThat(percent(types, "token.validated")).isCloseTo(78, within(0.6));
        assertThat(percent(types, "token.revoked")).isCloseTo(2, within(0.2));
        assertThat(percent(types, "token.refreshed")).isCloseTo(8, within(0.4));
        assertThat((double) workload.bytes() / workload.events()).isBetween(250.0, 300.0);
        assertThat((200_000 - lines.size()) / 2_000.0).isCloseTo(0.5, within(0.1));
    }

    private static double percent(Map<String, Integer> counts, String type) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return 100.0 * counts.getOrDefault(type, 0) / all;
    }

    @Test
    void usesColdTokensOnceOrTwiceAndGivesHotClientNineOfTen() {
        Map<String, Integer> uses = new HashMap<>();
        for (LineCursor line =
                        new WorkloadSpec(Profile.COLD, 300_000, 1).generate().cursor();
                line.next(); ) {
            Matcher token = TOKEN.matcher(line.toString());
            if (line.toString().contains("token.validated") && token.find()) {
                uses.merge(token.group(1), 1, Integer::sum);
            }
        }
        // Copies, and stolen tokens that are tried again, are the few beyond two.
        long often = uses.values().stream().filter(n -> n > 2).count();
        assertThat((double) often / uses.size()).isLessThan(0.01);

        int hot = 0;
        LineCursor line = new WorkloadSpec(Profile.HOT, 50_000, 1).generate().cursor();
        while (line.next()) {
            hot += line.toString().contains("\"client_id\":\"c10000\"") ? 1 : 0;
        }
        assertThat(hot / 50_000.0).isCloseTo(0.9, within(0.05));
    }

    @Test
    void plantsEveryDetectionAndLeavesMostTokensAlone() {
        Workload workload = new WorkloadSpec(Profile.PB1, 300_000, 1).generate();
        Map<String, Long> hits = new Pb1Oracle()
                .run(workload).stream().collect(Collectors.groupingBy(Hit::detection, Collectors.counting()));
        assertThat(hits.get("D1")).isBetween(30L, 200L);
        assertThat(hits.get("D2")).isBetween(30L, 200L);
        assertThat(hits.get("D3")).isBetween(5_000L, 25_000L);
        assertThat(hits.get("D4")).isEqualTo(8);
        assertThat(hits.get("D5")).isBetween(30L, 200L);
    }

    @Test
    void readsBackTheLinesItWasGivenAcrossChunks() {
        String line = "x".repeat(3 << 20);
        Workload workload = Workload.ofLines(List.of(line, "", line + "y", "z"));
        LineCursor cursor = workload.cursor();
        assertThat(cursor.next() && cursor.toString().equals(line)).isTrue();
        assertThat(cursor.next() && cursor.length() == 0).isTrue();
        assertThat(cursor.next() && cursor.length() == line.length() + 1).isTrue();
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.copy()).isEqualTo("z".getBytes(StandardCharsets.UTF_8));
        assertThat(cursor.line()).isEqualTo(3);
        assertThat(cursor.next()).isFalse();
        assertThat(workload.chunks()).hasSize(2);
    }

    @Test
    void refusesASizeThatThePlantedCasesDoNotFit() {
        assertThatThrownBy(() -> new WorkloadSpec(Profile.PB1, 4_999, 1)).hasMessageContaining("5000");
    }
}
