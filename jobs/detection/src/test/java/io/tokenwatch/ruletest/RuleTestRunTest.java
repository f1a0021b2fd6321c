package io.tokenwatch.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an author is told of a test that fails. */
class RuleTestRunTest {
    private static List<String> failures(TestedRule rule) {
        return rule.tests().stream()
                .flatMap(test -> RuleTestRun.failures(rule.rule(), test).stream())
                .toList();
    }

    @Test
    void nothingIfAllPass() {
        assertThat(failures(Tried.rule(Tried.THOROUGH))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {at: 1m, key              | {at: 61s, key          | failures.yml:17:14: expected at 1m1s, got 1m
            key: {client_id: c1}      | key: {client_id: c2}   | failures.yml:17:14: expected key client_id c2, got c1
            key: {client_id: c1}      | key: {subject: c2}     | failures.yml:17:14: expected key subject c2, got only at, level, count, key client_id, evidence count
            count: 1                  | count: 7               | failures.yml:17:14: expected count 7, got 1
            level: medium             | level: critical        | failures.yml:17:14: expected level critical, got medium
            evidence: {count: 2}      | evidence: {count: 3}   | failures.yml:17:14: expected evidence count 3, got 2
            [{at: 1m,                 | [{at: 0s}, {at: 1m,    | failures.yml:17:24: expected one with at 1m, level medium, count 1, key client_id c1, evidence count 2, got none
            """)
    void eachDifferenceWithItsPlace(String old, String replacement, String failure) {
        assertThat(failures(Tried.with(old, replacement))).contains(failure);
    }

    @Test
    void anAlertThatNobodyExpects() {
        assertThat(failures(Tried.with(
                        "[{at: 1m, key: {client_id: c1}, count: 1, level: medium, evidence: {count: 2}}]", "[]")))
                .containsExactly("failures.yml:13:5: expected no alert, got one with at 1m, level medium, count 1, "
                        + "key client_id c1, evidence count 2");
    }

    @Test
    void aWrongReasonWithThoseThatWereThere() {
        String last = "{at: 1m1ms, event_type: token.issued, outcome: failure, client_id: c1}\n    expect: []\n";
        TestedRule rule = Tried.with(last, last + "    why_not: {step: correlation.gap, saw: 30s, need: '>30s'}\n");

        assertThat(failures(rule)).containsExactly("""
                failures.yml:23:14: expected why_not {step: correlation.gap, saw: 30s, need: '>30s'}, got what lacked instead:
                  {step: correlation.condition, saw: 1, need: '>=2'}
                  {step: correlation.timespan, saw: 1m0.001s, need: '<=1m'}""");
    }
}
