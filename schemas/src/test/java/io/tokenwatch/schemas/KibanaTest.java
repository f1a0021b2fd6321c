package io.tokenwatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What can be known of the dashboards without Kibana: that everything they refer to is there, and that they ask for indices and
 * fields that the templates have.
 */
class KibanaTest {
    private static final String SHIPPED = Resources.text(Path.of("../docker/kibana/tokenwatch.ndjson"));

    private static List<JsonNode> templates() {
        return Resources.contracts("elasticsearch").stream()
                .map(JsonContract::read)
                .toList();
    }

    private static List<String> structure(String ndjson) {
        return new KibanaObjects(ndjson).faults();
    }

    private static List<String> fields(String ndjson) {
        return KibanaFields.faults(new KibanaObjects(ndjson), templates());
    }

    @Test
    void referencesResolveAndPanelsFit() {
        assertThat(structure(SHIPPED)).isEmpty();
        assertThat(new KibanaObjects(SHIPPED).of("dashboard").map(one -> one.path("id")
                        .asText()))
                .containsExactly("tokenwatch-executive", "tokenwatch-on-call", "tokenwatch-debug");
    }

    @Test
    void everyFieldIsInItsTemplate() {
        assertThat(fields(SHIPPED)).isEmpty();
    }

    @Test
    void allIsReachedFromADashboardOrIsASearch() {
        KibanaObjects objects = new KibanaObjects(SHIPPED);
        List<String> shown = objects.of("dashboard")
                .flatMap(dashboard -> java.util.stream.StreamSupport.stream(
                        dashboard.path("references").spliterator(), false))
                .map(reference -> reference.path("id").asText())
                .toList();
        assertThat(objects.of("visualization").map(one -> one.path("id").asText()))
                .allMatch(shown::contains);
    }

    @Test
    void theCheckFindsWhatIsWrong() {
        assertThat(structure(
                        SHIPPED.replace("\"id\":\"tokenwatch-m1\",\"attributes\"", "\"id\":\"gone\",\"attributes\"")))
                .containsExactly(
                        "dashboard/tokenwatch-executive refers to visualization/tokenwatch-m1, which is not there");
        assertThat(structure(SHIPPED.replace(
                        "\\\"panelRefName\\\":\\\"panel_2\\\"", "\\\"panelRefName\\\":\\\"panel_0\\\"")))
                .hasSize(3)
                .allMatch(fault -> fault.contains("panel_0"));
        assertThat(structure(SHIPPED.replace("\\\"x\\\":12", "\\\"x\\\":11")))
                .anyMatch(fault -> fault.contains("over another"));
        assertThat(structure(SHIPPED.replace("\\\"x\\\":24", "\\\"x\\\":40")))
                .anyMatch(fault -> fault.contains("outside"));
        assertThat(structure(SHIPPED + SHIPPED.lines().findFirst().orElseThrow()))
                .anyMatch(fault -> fault.contains("twice"));
        assertThat(structure(SHIPPED.replace("\"uiStateJSON\":\"{}\"", "\"uiStateJSON\":\"{\"")))
                .isNotEmpty();

        assertThat(fields(SHIPPED.replace("oauth.client.id", "oauth.client.uid")))
                .isNotEmpty();
        assertThat(fields(SHIPPED.replace("\\\"field\\\":\\\"event.risk_score\\\"", "\\\"field\\\":\\\"message\\\"")))
                .containsExactly("tokenwatch-clients-by-risk: message is text, and not for that");
        assertThat(fields(SHIPPED.replace("oauth.alert.retracted : false", "oauth.alert.taken_back : false")))
                .isNotEmpty();
        assertThat(fields(SHIPPED.replace("\"title\":\"tokenwatch-alerts-*\"", "\"title\":\"alerts-*\"")))
                .contains("tokenwatch-alerts: no template makes alerts-*");
        assertThat(fields(SHIPPED.replace(
                        "\\\\\\\"field\\\\\\\": \\\\\\\"indicator.good\\\\\\\"",
                        "\\\\\\\"field\\\\\\\": \\\\\\\"indicator.id\\\\\\\"")))
                .contains("tokenwatch-m1: indicator.id is keyword, and not for that");
    }
}
