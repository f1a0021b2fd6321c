package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.flink.topology.AlertDocuments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

/** What the evidence shows raises an alert's level: at once, as a transition of its own, and once however often it restarts. */
class EscalationTest {
    private static TokenEvent use(int number, long asn) {
        TokenEvent event = Traffic.event("e" + number, number * 1_000L, "token.validated");
        event.set(Field.TOKEN_ID, "t1");
        event.set(Field.SRC_ASN, asn);
        return event;
    }

    @Test
    void isATransitionOfItsOwnAndComesAtOnce() throws Exception {
        try (LiveOperator job = new LiveOperator(Traffic.rules(Traffic.NETWORKS), DetectSettings.live("r"))) {
            job.accept(use(1, 1));
            job.accept(use(2, 2));
            job.accept(use(3, 1));
            assertThat(job.changes()).containsExactly("networks opened", "networks updated");
            job.checkpoint();
            job.crash();
            job.accept(use(4, 3));
            assertThat(job.changes()).containsExactly("networks opened", "networks updated", "networks escalated");
            job.accept(use(5, 4));
            job.checkpoint();
            job.crash();
            job.accept(use(6, 5));
            job.checkpoint();
            assertThat(job.changes().stream().filter("networks escalated"::equals))
                    .hasSize(1);

            List<DocumentWrite> writes = new ArrayList<>();
            AlertDocuments documents = new AlertDocuments();
            job.emitted().forEach(record -> documents.flatMap(record, new ListCollector<>(writes)));
            assertThat(writes)
                    .filteredOn(write -> write.id().endsWith("-escalated-high"))
                    .singleElement()
                    .satisfies(write -> assertThat(new String(write.json(), StandardCharsets.UTF_8))
                            .contains("\"kind\":\"alert\"", "\"action\":\"escalated\"", "\"severity\":73")
                            .contains("level high (needed values(src.asn) >= 3)"));
        }
    }
}
