package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.testing.AlertIndex;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.flink.topology.AlertDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A maintenance window holds notifications back and nothing else; what it held is told when it is over. */
class MaintenanceTest {
    /** Event time, ms: the window is from 1970-01-01T01:00:00Z to 02:00:00Z. */
    private static final long HOUR = 3_600_000;

    @TempDir
    Path folder;

    private Path file;
    private LiveOperator job;

    @BeforeEach
    void start() throws Exception {
        file = Files.writeString(folder.resolve("maintenance.yml"), """
                windows:
                  - name: rotation
                    owner: platform
                    reason: keys are rotated by hand
                    from: 1970-01-01T01:00:00Z
                    until: 1970-01-01T02:00:00Z
                    match: {client_id: c1}
                """);
        job = new LiveOperator(
                Traffic.rules(Traffic.DENIED, Traffic.NEW_NETWORK),
                DetectSettings.live("r").withMaintenance(file.toString()));
    }

    @AfterEach
    void stop() {
        job.close();
    }

    private static TokenEvent denied(String id, long time, String client) {
        TokenEvent event = Traffic.event(id, time, "token.validated");
        event.set(Field.OUTCOME, "failure");
        event.set(Field.CLIENT_ID, client);
        event.set(Field.SRC_ASN, 1L);
        return event;
    }

    private List<DocumentWrite> transitions() {
        List<DocumentWrite> documents = new ArrayList<>();
        job.emitted().forEach(record -> new AlertDocuments().flatMap(record, new ListCollector<>(documents)));
        return documents.stream().filter(DocumentWrite::isCreate).toList();
    }

    private static JsonNode json(DocumentWrite write) throws IOException {
        return new ObjectMapper().readTree(write.json());
    }

    @Test
    void whatItHoldsBackIsKeptAndToldAtItsEnd() throws Exception {
        job.accept(denied("a", HOUR - 1, "c1"));
        job.accept(denied("b", HOUR + 60_000, "c1"));
        job.accept(denied("c", HOUR + 60_000, "c2"));
        assertThat(job.changes()).containsExactly("denied opened", "denied suppressed", "denied opened");
        assertThat(job.index().documents()).as("every alert has its state").hasSize(3);
        assertThat(json(transitions().get(1)).at("/event/kind").asText()).isEqualTo("event");

        job.watermark(2 * HOUR - 1);
        assertThat(job.changes()).hasSize(3);
        job.watermark(2 * HOUR);
        assertThat(job.changes()).hasSize(4).endsWith("denied opened");
        JsonNode told = json(transitions().get(3));
        assertThat(told.at("/event/kind").asText()).isEqualTo("alert");
        assertThat(told.at("/event/action").asText()).isEqualTo("opened");
        assertThat(told.at("/oauth/alert/maintenance/name").asText()).isEqualTo("rotation");
        assertThat(job.index().documents().values())
                .as("what is told is the state too")
                .allMatch(state -> state.change().equals("opened"));
        assertThat(job.index().standing())
                .as("only what is told differs")
                .hasSize(AlertIndex.oracle(
                                Traffic.rules(Traffic.DENIED),
                                List.of(
                                        denied("a", HOUR - 1, "c1"),
                                        denied("b", HOUR + 60_000, "c1"),
                                        denied("c", HOUR + 60_000, "c2")))
                        .size());
        job.watermark(3 * HOUR);
        assertThat(job.changes().stream().filter("denied opened"::equals)).hasSize(3);
    }

    @Test
    void itsEndMayBeThatOfTheClockWhereNoEventComes() throws Exception {
        job.accept(denied("b", HOUR + 60_000, "c1"));
        assertThat(job.changes()).containsExactly("denied suppressed");
        job.elapse(HOUR);
        assertThat(job.changes()).containsExactly("denied suppressed");
        job.elapse(HOUR);
        assertThat(job.changes()).containsExactly("denied suppressed", "denied opened");
        JsonNode told = json(transitions().get(1));
        assertThat(told.at("/event/ingested").asText())
                .as("rules of SIEMs go by it")
                .isGreaterThan("1970-01-01T02:00:00Z");
        assertThat(told.at("/event/created").asText()).isLessThan("1970-01-01T01:00:00Z");
    }

    @Test
    void aCrashForgetsNothing() throws Exception {
        job.accept(denied("b", HOUR + 60_000, "c1"));
        job.checkpoint();
        job.crash();
        job.watermark(2 * HOUR);
        assertThat(job.changes()).containsExactly("denied suppressed", "denied opened");
    }

    @Test
    void whatIsRetractedMeanwhileIsNotTold() throws Exception {
        job.accept(issued("a", HOUR + 60_000));
        job.checkpoint();
        job.accept(issued("b", HOUR + 20_000)); // moves the finding to another bucket
        job.checkpoint();
        job.watermark(2 * HOUR);
        assertThat(job.changes().stream().filter(change -> change.startsWith("new-network")))
                .containsExactlyInAnyOrder(
                        "new-network suppressed",
                        "new-network retracted",
                        "new-network suppressed",
                        "new-network opened");
    }

    private static TokenEvent issued(String id, long time) {
        TokenEvent event = Traffic.event(id, time, "token.issued");
        event.set(Field.CLIENT_ID, "c1");
        event.set(Field.SRC_ASN, 1L);
        return event;
    }

    @Test
    void theFileIsReadAgainAndABrokenOneLeavesTheLastInForce() throws Exception {
        rewrite("windows: [", 5);
        job.accept(denied("b", HOUR + 60_000, "c1"));
        assertThat(job.changes()).containsExactly("denied suppressed");
        rewrite("windows: []", 10);
        job.accept(denied("c", HOUR + 120_000, "c1"));
        assertThat(job.changes()).containsExactly("denied suppressed", "denied opened");
    }

    private void rewrite(String text, int seconds) throws Exception {
        Files.writeString(file, text);
        Files.setLastModifiedTime(
                file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + seconds * 1_000L));
        job.elapse(1_000);
    }
}
