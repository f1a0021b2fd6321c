package io.tokenwatch.ruletest.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.ruletest.TestedRule;
import io.tokenwatch.ruletest.Tried;
import io.tokenwatch.ruletest.mutation.Mutant.Fate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutationRunTest {
    private static List<String> with(Fate fate, TestedRule rule) {
        return MutationRun.of(rule).stream()
                .filter(mutant -> mutant.fate() == fate)
                .map(mutant -> mutant.mutation().toString())
                .toList();
    }

    @Test
    void thoroughTestsNoticeEveryMutant() {
        TestedRule rule = Tried.rule(Tried.THOROUGH);

        assertThat(with(Fate.SURVIVED, rule)).isEmpty();
        assertThat(with(Fate.NOTICED, rule))
                .containsExactly(
                        "failures.yml:5:24: detection.failed.event_type: all of it left out",
                        "failures.yml:5:25: detection.failed.event_type.0: token.refreshed left out",
                        "failures.yml:5:42: detection.failed.event_type.1: token.issued left out",
                        "failures.yml:5:66: detection.failed.outcome: failure left out",
                        "failures.yml:9:13: correlation.timespan: 1m as 59999ms",
                        "failures.yml:9:13: correlation.timespan: 1m as 60001ms",
                        "failures.yml:10:20: correlation.condition.gte: 2 as 1",
                        "failures.yml:10:20: correlation.condition.gte: 2 as 3");
        assertThat(MutationScore.of(MutationRun.of(rule)).percent()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            outcome: failure, client_id: c1}\\n      - {at: 1m1ms | outcome: failure, client_id: c2}\\n      - {at: 1m1ms | correlation.timespan: 1m as 60001ms
            token.revoked, outcome                                 | token.refreshed, scope                                 | detection.failed.event_type: all of it left out
            {at: 1m,                                               | {at: 59s,                                              | correlation.timespan: 1m as 59999ms
            """)
    void whatATestNoLongerLooksAtSurvives(String old, String replacement, String survivor) {
        TestedRule rule = Tried.with(old.replace("\\n", "\n"), replacement.replace("\\n", "\n"));

        assertThat(with(Fate.SURVIVED, rule))
                .anySatisfy(text -> assertThat(text).endsWith(survivor));
        assertThat(MutationScore.of(MutationRun.of(rule)).percent()).isLessThan(100);
    }

    @Test
    void aMutantThatIsNoRuleDoesNotCount() {
        assertThat(with(Fate.REFUSED, Tried.rule(Tried.THOROUGH)))
                .contains("failures.yml:9:13: correlation.timespan: 1m left out");
    }

    @Test
    void aMutantThatIsTheRuleInOtherWordsDoesNotCount() {
        TestedRule rule = Tried.with("outcome: failure}", "outcome: failure, outcome|exists: true}");

        assertThat(with(Fate.EQUIVALENT, rule))
                .containsExactly("failures.yml:5:91: detection.failed.outcome|exists: true left out");
        assertThat(with(Fate.SURVIVED, rule)).isEmpty();
    }
}
