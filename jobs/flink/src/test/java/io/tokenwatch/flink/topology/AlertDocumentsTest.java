package io.tokenwatch.flink.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlertDocumentsTest {
    @Test
    void anIndexNameTakesTheTenantAsFarAsItMay() {
        assertThat(AlertDocuments.indexPart("acme")).isEqualTo("acme");
        assertThat(AlertDocuments.indexPart("acme.eu_1")).isEqualTo("acme.eu_1");
        assertThat(AlertDocuments.indexPart("")).isEqualTo("default");
    }

    @Test
    void tenantsThatDifferOnlyInWhatGaveWayStayApart() {
        List<String> parts =
                List.of("Acme", "ACME", "ac me", "ac/me", "ac*me", "acme-1", "x".repeat(300), "y".repeat(300)).stream()
                        .map(AlertDocuments::indexPart)
                        .toList();
        assertThat(parts).doesNotHaveDuplicates().allMatch(part -> part.matches("[a-z0-9_.]{1,120}"));
    }
}
