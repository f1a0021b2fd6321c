package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.testing.Traffic;
import org.junit.jupiter.api.Test;

class RuleCostsTest {
    private static final int EVENTS = 100 * RuleCosts.SAMPLE;

    private static TokenEvent denied(int number) {
        TokenEvent event = Traffic.event("e" + number, number, "token.validated");
        event.set(io.tokenwatch.event.Field.OUTCOME, "failure");
        event.set(io.tokenwatch.event.Field.CLIENT_ID, "c" + number % 10);
        event.set(io.tokenwatch.event.Field.SRC_ASN, 1L);
        return event;
    }

    @Test
    void eachMinuteTheJobSaysWhatItsRulesCost() throws Exception {
        try (LiveOperator job = new LiveOperator(Traffic.rules(Traffic.DENIED), DetectSettings.live("r"))) {
            for (int i = 0; i < EVENTS; i++) {
                job.accept(denied(i));
            }
            job.elapse(1_000);
            JsonNode document = new ObjectMapper().readTree(job.status().get("cost-denied-0"));
            assertThat(document.at("/kind").asText()).isEqualTo("cost");
            assertThat(document.at("/rule/id").asText()).isEqualTo("denied");
            assertThat(document.at("/cost/records").asLong()).isEqualTo(EVENTS);
            assertThat(document.at("/cost/micros").asLong()).isPositive();

            job.accept(denied(EVENTS));
            job.elapse(30_000);
            assertThat(job.status().get("cost-denied-0"))
                    .as("not more than once a minute")
                    .isEqualTo(new ObjectMapper().writeValueAsBytes(document));
        }
    }
}
