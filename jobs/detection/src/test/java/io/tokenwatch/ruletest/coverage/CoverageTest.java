package io.tokenwatch.ruletest.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.ruletest.TestedRule;
import io.tokenwatch.ruletest.Tried;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
    private static List<String> missing(TestedRule rule) {
        return Coverage.of(rule).stream()
                .filter(covered -> !covered.missing().isEmpty())
                .map(covered ->
                        covered.place().line() + " " + covered.path() + " " + covered.what() + " " + covered.missing())
                .toList();
    }

    @Test
    void thoroughTestsSeeEverythingBothWays() {
        List<Covered> all = Coverage.of(Tried.rule(Tried.THOROUGH));

        assertThat(all)
                .extracting(Covered::path)
                .containsExactly(
                        "detection.failed",
                        "detection.failed.event_type",
                        "detection.failed.event_type",
                        "detection.failed.event_type",
                        "detection.failed.outcome",
                        "correlation.timespan",
                        "correlation.condition.gte");
        assertThat(missing(Tried.rule(Tried.THOROUGH))).isEmpty();
        assertThat(Coverage.percent(all)).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            outcome: success                | outcome: failure                 | 5 detection.failed.outcome failure false
            token.refreshed, token.issued]  | token.refreshed, token.issued, x]| 5 detection.failed.event_type x true
            {at: 1m,                        | {at: 59s,                        | 9 correlation.timespan 1m just inside
            {at: 1m1ms                      | {at: 2m                          | 9 correlation.timespan 1m just outside
            """)
    void whatIsNotSeenIsListed(String old, String replacement, String missing) {
        TestedRule rule = Tried.with(old, replacement);

        assertThat(missing(rule)).contains(missing);
        assertThat(Coverage.percent(Coverage.of(rule))).isLessThan(100);
    }
}
