package io.tokenwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.testing.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which pack is in force when, and which editions of a rule share a state. */
class PackLogTest {
    private static final long DAY = 86_400_000;
    private static final String RULE = """
            id: failures
            version: 1
            title: many
            detection: {failed: {outcome: failure}}
            correlation: {type: event_count, group-by: [client_id], timespan: 60s, condition: {gte: 3}}
            suppress: {by: [client_id], for: 90s}
            """;
    private static final String RETITLED = RULE.replace("many", "others");
    private static final String WIDER = RULE.replace("60s", "80s");
    private static final String RESET = WIDER + "state: {on_change: reset}\n";

    private static RulePack pack(String text) {
        return RulePack.of(List.of(Rules.rule(text)));
    }

    private static int stateAt(PackLog log, long time) {
        return log.at(time).pack().rules().get(0).shape();
    }

    @Test
    void aPackIsInForceFromItsTimeOnUntilThatOfTheNext() {
        PackLog log = PackLog.of(pack(RULE)).with(100, pack(WIDER)).with(50, pack(RETITLED));
        assertThat(title(log, 49)).isEqualTo("many");
        assertThat(title(log, 50)).isEqualTo("others");
        assertThat(title(log, 99)).isEqualTo("others");
        assertThat(log.at(100).pack().hash()).isEqualTo(pack(WIDER).hash());
        assertThat(log.at(Long.MAX_VALUE).from()).isEqualTo(100);
    }

    private static String title(PackLog log, long time) {
        return log.at(time).pack().rules().get(0).title();
    }

    @Test
    void theSamePackAtTheSameTimeTwiceIsOnce() {
        PackLog once = PackLog.of(pack(RULE)).with(100, pack(WIDER));
        assertThat(once.with(100, pack(WIDER)).tenures()).isEqualTo(once.tenures());
    }

    @Test
    void ofTwoPacksWithOneTimeTheLaterIsInForce() {
        PackLog log = PackLog.of(pack(RULE)).with(100, pack(WIDER)).with(100, pack(RETITLED));
        assertThat(log.tenures()).hasSize(2);
        assertThat(title(log, 100)).isEqualTo("others");
    }

    @Test
    void editionsOfOneShapeShareTheStateAndEachHasItsTime() {
        PackLog log = PackLog.of(pack(RULE)).with(100, pack(RETITLED));
        assertThat(stateAt(log, 0)).isEqualTo(stateAt(log, 100));
        Editions editions = log.editions().get(stateAt(log, 0));
        assertThat(editions).isNotNull();
        assertThat(editions.describing(99).title()).isEqualTo("many");
        assertThat(editions.describing(100).title()).isEqualTo("others");
        assertThat(editions.since(100)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void anEqualRuleInANewPackIsNoNewEdition() {
        Rule other = Rules.rule(RULE.replace("failures", "another"));
        PackLog log = PackLog.of(pack(RULE)).with(100, RulePack.of(List.of(Rules.rule(RULE), other)));
        assertThat(log.editions().get(stateAt(log, 0))).isNotNull().matches(Editions::isSingle);
    }

    @Test
    void aRollbackFindsItsStateAgain() {
        PackLog log = PackLog.of(pack(RULE)).with(100, pack(WIDER)).with(200, pack(RULE));
        assertThat(stateAt(log, 100)).isNotEqualTo(stateAt(log, 0));
        assertThat(stateAt(log, 200)).isEqualTo(stateAt(log, 0));
        Editions editions = log.editions().get(stateAt(log, 0));
        assertThat(editions).isNotNull();
        assertThat(editions.at(150)).isNull();
        assertThat(editions.since(250)).isEqualTo(200);
    }

    @Test
    void resetGivesUpWhatIsKnown() {
        PackLog log = PackLog.of(pack(RULE)).with(100, pack(RESET)).with(200, pack(RULE));
        assertThat(stateAt(log, 200)).isNotEqualTo(stateAt(log, 0)).isNotEqualTo(stateAt(log, 100));
    }

    @Test
    void aShapeThatWasGoneForTooLongStartsAnew() {
        long kept = 100 + PackLog.KEPT.toMillis();
        PackLog log = PackLog.of(pack(RULE)).with(100, pack(WIDER));
        assertThat(stateAt(log.with(kept, pack(RULE)), kept)).isEqualTo(stateAt(log, 0));
        assertThat(stateAt(log.with(kept + 1, pack(RULE)), kept + 1)).isNotEqualTo(stateAt(log, 0));
    }

    @Test
    void aNumberTellsTheSamePackAtTwoTimesApart() {
        PackLog log = PackLog.of(pack(RULE))
                .with(100, pack(WIDER))
                .with(DAY, pack(RULE))
                .with(2 * DAY, pack(WIDER));
        assertThat(log.tenures().stream().map(PackLog.Tenure::number)).doesNotHaveDuplicates();
    }
}
