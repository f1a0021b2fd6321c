package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.flink.topology.AlertDocuments;
import io.tokenwatch.rule.RuleFiles;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

/** A rule that matches everything wakes nobody a thousand times: it keeps all its alerts, and says how many it did not tell. */
class BreakerTest {
    private static final RuleFiles EVERYTHING = Traffic.rules("""
            id: everything
            version: 1
            title: matches everything
            detection: {any: {event_type|startswith: token.}}
            suppress: {by: [client_id], for: 1s}
            """);

    private static List<TokenEvent> events(int from, int to, long time) {
        List<TokenEvent> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            TokenEvent event = Traffic.event("e" + i, time + i % 50 * 1_000L, "token.validated");
            event.set(Field.CLIENT_ID, "c" + i);
            events.add(event);
        }
        return events;
    }

    private static long told(LiveOperator job) {
        return job.index().documents().values().stream()
                .filter(record -> !record.quiet())
                .count();
    }

    /** Documents that people are woken by. */
    private static long transitions(LiveOperator job) {
        List<DocumentWrite> documents = new ArrayList<>();
        job.emitted().forEach(record -> new AlertDocuments().flatMap(record, new ListCollector<>(documents)));
        return documents.stream().filter(DocumentWrite::isCreate).count();
    }

    /** What the newest document of each minute says, added up. */
    private static long heldBack(LiveOperator job) throws Exception {
        long sum = 0;
        for (byte[] document : job.status().values()) {
            JsonNode json = new ObjectMapper().readTree(document);
            assertThat(json.path("kind").asText()).isEqualTo("held-back");
            assertThat(json.path("rule").path("id").asText()).isEqualTo("everything");
            sum += json.path("held_back").path("count").asLong();
        }
        return sum;
    }

    @Test
    void holdsBackWhatIsTooMuchAndCountsIt() throws Exception {
        try (LiveOperator job =
                new LiveOperator(EVERYTHING, DetectSettings.live("r").withNotifications(100))) {
            events(0, 1_000, 0).forEach(job::accept);
            events(1_000, 1_090, 60_000).forEach(job::accept);
            job.checkpoint();
            assertThat(job.index().documents()).as("every alert has its state").hasSize(1_090);
            assertThat(told(job)).isEqualTo(190);
            assertThat(heldBack(job)).isEqualTo(900);
            assertThat(transitions(job)).isEqualTo(190);
        }
    }

    @Test
    void countsTheSameThroughACrash() throws Exception {
        try (LiveOperator job =
                new LiveOperator(EVERYTHING, DetectSettings.live("r").withNotifications(100))) {
            events(0, 300, 0).forEach(job::accept);
            job.checkpoint();
            events(300, 500, 0).forEach(job::accept);
            job.crash();
            events(300, 700, 0).forEach(job::accept);
            job.checkpoint();
            assertThat(job.index().documents()).hasSize(700);
            assertThat(told(job)).isEqualTo(100);
            assertThat(heldBack(job)).isEqualTo(600);
        }
    }

    @Test
    void tellsEverythingWhereThereIsNoLimit() throws Exception {
        try (LiveOperator job = new LiveOperator(EVERYTHING, DetectSettings.live("r"))) {
            events(0, 1_000, 0).forEach(job::accept);
            job.checkpoint();
            assertThat(told(job)).isEqualTo(1_000);
            assertThat(job.status()).isEmpty();
        }
    }
}
