package io.tokenwatch.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.page.Day;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestTest {
    private static final String CALM = "{\"event_type\":\"token.validated\",\"event_time\":\"2026-01-06T12:00:00Z\","
            + "\"event_id\":\"calm\",\"client_id\":\"c1\",\"outcome\":\"success\"}";

    @TempDir
    private Path folder = Path.of("");

    private Path log = Path.of("");

    @BeforeEach
    void write() throws IOException {
        log = Trial.write(
                folder.resolve("a.ndjson"),
                List.of(
                        Trial.failed("2026-01-05T10:00:00Z", "e1", "c1"),
                        Trial.failed("2026-01-05T10:05:00Z", "e2", "c1"),
                        Trial.failed("2026-01-05T10:09:00Z", "e3", "c1"),
                        Trial.failed("2026-01-05T10:09:00Z", "e3", "c1"),
                        Trial.failed("2026-01-07T10:00:00Z", "e4", "c2"),
                        CALM));
    }

    private Trial against(String before, String after) {
        return Trial.of(folder.resolve("out"), Trial.rules(after), Trial.rules(before), log);
    }

    @Test
    void countsAlertsPerDayAndKey() {
        Trial trial = Trial.of(folder.resolve("out"), Trial.rules(Trial.FAILURES, Trial.BURST), null, log);
        assertThat(trial.perDay("failures")).isEqualTo(Map.of(20458L, 1L, 20460L, 1L));
        assertThat(Day.text(20458)).isEqualTo("2026-01-05");
        assertThat(trial.perDay("burst")).isEqualTo(Map.of(20458L, 1L));
        assertThat(trial.rule("failures").keys())
                .extracting(key -> key.key().toString(), TopKey::alerts, TopKey::events)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("{client_id=c1}", 1L, 3L),
                        org.assertj.core.groups.Tuple.tuple("{client_id=c2}", 1L, 1L));
        assertThat(trial.result().reading().days()).isEqualTo(3);
        assertThat(trial.result().comparison()).isEmpty();
    }

    @Test
    void measuresWhatARuleCosts() {
        Trial trial = Trial.of(folder.resolve("out"), Trial.rules(Trial.FAILURES, Trial.BURST), null, log);
        RuleCost cost = trial.rule("burst").cost();
        assertThat(cost.matched()).isEqualTo(4);
        assertThat(cost.matchedPerMillion()).isEqualTo(800_000);
        assertThat(cost.evaluated()).isEqualTo(5); // a copy is looked at too, the other event type is not
        assertThat(cost.evaluationShare()).isEqualTo(0.5, within(1e-9));
        assertThat(cost.keys()).isEqualTo(1);
        assertThat(cost.stateBytesPerKey()).isBetween(20.0, 400.0).isEqualTo((double) cost.stateBytes());
    }

    @Test
    void namesTheAlertsThatAppearAndTheLineThatDidIt() {
        Trial trial = against(Trial.BURST, Trial.BURST.replace("gte: 3", "gte: 1"));
        RuleDifference difference = trial.difference("burst");
        assertThat(difference.kind()).isEqualTo(RuleDifference.Kind.CHANGED);
        assertThat(difference.logic()).containsExactly(new LogicChange("correlation.condition.gte", "3", "1"));
        assertThat(difference.appeared())
                .extracting(alert -> alert.key().toString())
                .containsExactly("{client_id=c2}");
        assertThat(difference.vanished()).isEmpty();
        assertThat(difference.changed()).extracting(AlertChange::what).containsExactly(List.of("time", "count", "why"));
        assertThat(difference.changed().get(0).before().count()).isEqualTo(1);
        assertThat(difference.changed().get(0).after().count()).isEqualTo(3);
    }

    @Test
    void namesTheAlertsThatVanish() throws IOException {
        Trial trial = against(Trial.BURST, Trial.BURST.replace("10m", "5m"));
        assertThat(trial.difference("burst").vanished()).hasSize(1);
        assertThat(trial.difference("burst").unchanged()).isZero();
        assertThat(trial.result().alerts()).isZero();
        assertThat(trial.file("alerts.ndjson")).isEmpty();
        assertThat(trial.file(Backtest.RESULTS))
                .contains(
                        "{\"type\":\"alert_difference\",\"difference\":\"vanished\",\"rule_id\":\"burst\",\"alert_id\":\"");
    }

    @Test
    void aNewLevelChangesEveryAlertAndOtherWordsNone() {
        assertThat(against(Trial.FAILURES, Trial.FAILURES.replace("medium", "low"))
                        .difference("failures")
                        .changed())
                .extracting(AlertChange::what)
                .containsExactly(List.of("level"), List.of("level"));
        RuleDifference titled = against(Trial.FAILURES, Trial.FAILURES.replace("A request failed", "It failed"))
                .difference("failures");
        assertThat(titled.findsTheSame()).isTrue();
        assertThat(titled.unchanged()).isEqualTo(2);
        assertThat(titled.logic()).extracting(LogicChange::path).containsExactly("title");
    }

    @Test
    void testsAndLayoutAreNoLogic() {
        RuleDifference same = against(Trial.FAILURES, Trial.FAILURES.replace("tests: []", "tests:   [{}]  # x"))
                .difference("failures");
        assertThat(same.kind()).isEqualTo(RuleDifference.Kind.SAME);
    }

    @Test
    void saysWhenAlertsAreToldApartByOtherThings() {
        RuleDifference renamed = against(Trial.FAILURES, Trial.FAILURES.replace("for: 1h", "for: 24h"))
                .difference("failures");
        assertThat(renamed.renamesAlerts()).isTrue();
        assertThat(renamed.appeared()).hasSize(2);
        assertThat(renamed.vanished()).hasSize(2);
    }

    @Test
    void aRuleThatIsNewOrGoneIsShownWithItsAlerts() {
        Trial trial = against(Trial.FAILURES, Trial.BURST);
        assertThat(trial.difference("burst").kind()).isEqualTo(RuleDifference.Kind.ADDED);
        assertThat(trial.difference("burst").appeared()).hasSize(1);
        assertThat(trial.difference("failures").kind()).isEqualTo(RuleDifference.Kind.REMOVED);
        assertThat(trial.difference("failures").vanished()).hasSize(2);
    }

    @Test
    void oneRuleFindsWhatItFindsAmongOthers() {
        RuleSet all = Trial.rules(Trial.FAILURES, Trial.BURST);
        Trial alone = Trial.of(folder.resolve("one"), all.only(List.of("burst")), null, log);
        Trial among = Trial.of(folder.resolve("all"), all, null, log);
        assertThat(alone.result().ofRules()).hasSize(1);
        assertThat(alone.rule("burst").alerts())
                .extracting(Alert::id)
                .isEqualTo(among.rule("burst").alerts().stream().map(Alert::id).toList());
    }
}
