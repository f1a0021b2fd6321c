package io.tokenwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class RunbookTest {
    @Test
    void theStepsAreTheNumberedListBelowTheHeading() {
        String runbook = """
                # Title
                ## Check first
                1. Not this.
                ## Act
                Before anything else:
                1. Revoke the family,
                   all of it.
                2. Block the client.
                - no number, no step

                10) Tell the owner.
                ## Close
                1. Not this either.
                """;
        assertThat(Runbook.actions(runbook))
                .containsExactly("Revoke the family, all of it.", "Block the client.", "Tell the owner.");
        assertThat(Runbook.actions("## What to do now\n1. Look.\n")).containsExactly("Look.");
        assertThat(Runbook.actions("1. Nowhere.")).isEmpty();
        assertThat(Runbook.actions("")).isEmpty();
    }

    @Test
    void staysReadable() {
        String endless = "## Act\n" + String.join("", Collections.nCopies(50, "1. " + "x".repeat(2_000) + "\n"));
        assertThat(Runbook.actions(endless)).hasSize(Runbook.MOST_STEPS).allSatisfy(step -> assertThat(step)
                .hasSize(Runbook.LONGEST_STEP)
                .endsWith("…"));
    }
}
