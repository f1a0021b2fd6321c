package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.rule.RuleFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An alert is opened at once; its growth comes within {@code growthMillis}, and never after a barrier that it came before. */
class GrowthTest {
    private static final RuleFiles RULES = Traffic.rules(Traffic.FAILURES);
    private static final String OPENED = "failures opened";
    private static final String UPDATED = "failures updated";
    private static final String GROWN = "failures grown";

    private LiveOperator job;
    private int events;

    @BeforeEach
    void openAnAlert() throws Exception {
        job = new LiveOperator(RULES, DetectSettings.live("r"));
        fail("c1");
        fail("c1");
        assertThat(job.changes()).isEmpty();
        fail("c1");
        assertThat(job.changes()).containsExactly(OPENED);
    }

    @AfterEach
    void stop() {
        job.close();
    }

    private void fail(String client) {
        TokenEvent event = Traffic.event("e" + events, events++ * 1_000L, "token.validated");
        event.set(Field.OUTCOME, "failure");
        event.set(Field.CLIENT_ID, client);
        job.accept(event);
    }

    @Test
    void growthComesTogetherWithinGrowthMillis() throws Exception {
        fail("c1");
        fail("c1");
        job.elapse(4_980); // each look lets pass what a record may be held back
        assertThat(job.changes()).hasSize(1);
        job.elapse(20);
        assertThat(job.changes()).containsExactly(OPENED, UPDATED);
        job.elapse(60_000);
        assertThat(job.changes()).hasSize(2);
    }

    @Test
    void growthComesBeforeTheBarrier() throws Exception {
        fail("c1");
        job.barrier();
        assertThat(job.changes()).containsExactly(OPENED, UPDATED);
        job.complete(job.write());
        job.crash();
        job.elapse(60_000);
        job.checkpoint();
        assertThat(job.changes()).hasSize(2);
    }

    @Test
    void growthComesAtTheEndOfTheInput() throws Exception {
        fail("c1");
        job.endOfInput();
        assertThat(job.changes()).containsExactly(OPENED, UPDATED);
    }

    /** Elasticsearch takes only a greater version: a restart must not begin below what was published before it. */
    @Test
    void versionsGrowOverRestartsEvenIfTheClockGoesBack() throws Exception {
        job.clockGoesBack();
        job.checkpoint();
        for (int i = 0; i < 3; i++) {
            job.crash();
            fail("c1");
            job.checkpoint();
        }
        assertThat(job.changes()).containsExactly(OPENED, UPDATED, GROWN, GROWN);
        assertThat(job.emitted().stream().map(AlertRecord::version).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(job.index().standing().values().iterator().next()).contains("\"count\":4");
    }
}
