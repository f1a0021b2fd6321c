package io.tokenwatch.flink.operator;

import static io.tokenwatch.flink.testing.Traffic.NETWORKS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.rule.RuleFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An alert says whether all that its rule looks back on was observed. */
class WarmTest {
    private static final long ZERO = 1_800_000_000_000L;
    private static final RuleFiles RULES = Traffic.rules(NETWORKS.replace("for: 1h", "for: 1s"));

    /** A use of the token every second from two networks by turns: each second one is an alert. */
    private static List<TokenEvent> uses(int seconds) {
        List<TokenEvent> events = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            TokenEvent event = Traffic.event("e" + i, ZERO + i * 1000L, "token.validated");
            event.set(Field.TOKEN_ID, "t");
            event.set(Field.SRC_ASN, i % 2);
            events.add(event);
        }
        return events;
    }

    private static SortedMap<Long, Boolean> warm(LiveOperator job) {
        SortedMap<Long, Boolean> bySecond = new TreeMap<>();
        for (JsonNode alert : job.index().alerts()) {
            long time =
                    java.time.Instant.parse(alert.path("first_seen").asText()).toEpochMilli();
            bySecond.put((time - ZERO) / 1000, alert.path("warm").asBoolean());
        }
        return bySecond;
    }

    @Test
    void onceATimespanHasBeenSeenSinceTheBeginning() throws Exception {
        try (LiveOperator job = new LiveOperator(RULES, DetectSettings.live("r"))) {
            uses(120).forEach(job::accept);
            job.checkpoint();
            // The 32nd event is at 31 s, the timespan is 60 s.
            assertThat(warm(job)).containsEntry(90L, false).containsEntry(91L, true);
            job.restart(RULES, 2);
            uses(150).subList(120, 150).forEach(job::accept);
            job.checkpoint();
            assertThat(warm(job)).containsEntry(121L, true);
        }
    }

    @Test
    void anEarlierEventMakesNothingWarmUnlessThereAreMany() throws Exception {
        try (LiveOperator job = new LiveOperator(RULES, DetectSettings.live("r"))) {
            job.accept(Traffic.event("old", 1_000_000_000_000L, "token.validated"));
            List<TokenEvent> shuffled = new ArrayList<>(uses(100));
            Collections.shuffle(shuffled, new java.util.Random(1));
            shuffled.forEach(job::accept);
            uses(120).subList(100, 120).forEach(job::accept);
            job.checkpoint();
            assertThat(warm(job)).containsEntry(101L, true);
        }
        try (LiveOperator job = new LiveOperator(RULES, DetectSettings.live("r"))) {
            TokenEvent old = Traffic.event("old", 1_000_000_000_000L, "token.validated");
            old.set(Field.TOKEN_ID, "t");
            job.accept(old);
            uses(20).forEach(job::accept);
            job.checkpoint();
            assertThat(warm(job)).isNotEmpty().doesNotContainValue(true);
        }
    }

    @Test
    void aChangedShapeIsColdAgainAndAChangedTitleIsNot() throws Exception {
        RuleFiles retitled =
                Traffic.rules(NETWORKS.replace("for: 1h", "for: 1s").replace("title: value_count", "title: x"));
        RuleFiles wider =
                Traffic.rules(NETWORKS.replace("for: 1h", "for: 1s").replace("timespan: 60s", "timespan: 70s"));
        try (LiveOperator job = new LiveOperator(RULES, DetectSettings.live("r"))) {
            job.publish(retitled, ZERO + 100_000);
            job.publish(wider, ZERO + 110_000);
            uses(200).forEach(job::accept);
            job.checkpoint();
            assertThat(warm(job))
                    .containsEntry(105L, true)
                    .containsEntry(111L, false)
                    .containsEntry(179L, false)
                    .containsEntry(180L, true);
        }
    }
}
