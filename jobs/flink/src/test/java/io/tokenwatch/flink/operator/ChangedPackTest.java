package io.tokenwatch.flink.operator;

import static io.tokenwatch.flink.testing.Traffic.DENIED;
import static io.tokenwatch.flink.testing.Traffic.FAILURES;
import static io.tokenwatch.flink.testing.Traffic.NETWORKS;
import static io.tokenwatch.flink.testing.Traffic.NEW_SCOPE;
import static io.tokenwatch.flink.testing.Traffic.USE_AFTER_REVOCATION;
import static io.tokenwatch.flink.testing.Traffic.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.testing.AlertIndex;
import io.tokenwatch.flink.testing.Dice;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.yaml.FaultyFileException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** A savepoint outlives the pack it was taken under. */
class ChangedPackTest {
    private static final String RETITLED = NETWORKS.replace("title: value_count", "title: another title");
    private static final RuleFiles BEFORE = Traffic.rules(FAILURES, VOLUME, NETWORKS, USE_AFTER_REVOCATION, NEW_SCOPE);
    private static final RuleFiles AFTER = Traffic.rules(DENIED, VOLUME, RETITLED, USE_AFTER_REVOCATION, NEW_SCOPE);

    @Test
    void keptRulesGoOnAddedRulesStartFreshAndRemovedRulesFallSilent() {
        Dice.roll(12, dice -> {
            List<TokenEvent> events = Traffic.events(dice, 120, 4, 4_000);
            List<TokenEvent> first = events.subList(0, 60);
            List<TokenEvent> second = events.subList(60, 120);
            try (LiveOperator job = new LiveOperator(BEFORE, DetectSettings.live("r"))) {
                first.forEach(job::accept);
                job.checkpoint();
                job.restart(AFTER, 2);
                second.subList(0, 30).forEach(job::accept);
                job.checkpoint();
                job.restart(AFTER, 1);
                second.subList(30, 60).forEach(job::accept);
                job.endOfInput();
                SortedMap<String, String> expected = new TreeMap<>();
                expected.putAll(AlertIndex.oracle(Traffic.rules(FAILURES), first));
                expected.putAll(AlertIndex.oracle(Traffic.rules(DENIED), second));
                expected.putAll(
                        AlertIndex.oracle(Traffic.rules(VOLUME, NETWORKS, USE_AFTER_REVOCATION, NEW_SCOPE), events));
                AlertIndex.assertSame(titled(job.index().standing()), titled(expected));
            }
        });
    }

    /** An alert takes its new title when it next changes. */
    private static SortedMap<String, String> titled(SortedMap<String, String> alerts) {
        alerts.replaceAll((id, facts) -> facts.replace("another title", "value_count"));
        return alerts;
    }

    @Test
    void theStateOfARemovedRuleAgesOut() throws Exception {
        RuleFiles removed = Traffic.rules(FAILURES, VOLUME, NETWORKS, USE_AFTER_REVOCATION);
        try (LiveOperator job = new LiveOperator(removed, DetectSettings.live("r"))) {
            Traffic.events(new Dice(2), 60, 4, 4_000).forEach(job::accept);
            job.checkpoint();
            job.restart(Traffic.rules(DENIED), 1);
            assertThat(job.keys()).isPositive();
            job.watermark(600_000 + Traffic.LONGEST);
            job.checkpoint();
            assertThat(job.keys()).isZero();
        }
    }

    @Test
    void aBrokenPackFailsBeforeAnyRecord() throws Exception {
        RuleFiles broken = Traffic.rules(FAILURES.replace("timespan: 60s", "timespan: soon"));
        var subtask = new KeyedOneInputStreamOperatorTestHarness<>(
                new DetectOperator(broken, DetectSettings.live("r")),
                RoutedRecord::key,
                new ValueTypeInfo<>(Key128.class));
        assertThatThrownBy(subtask::open)
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("failures.yml")
                .hasMessageContaining("soon");
    }
}
