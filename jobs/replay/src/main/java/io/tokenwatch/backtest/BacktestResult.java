package io.tokenwatch.backtest;

import java.util.List;
import java.util.Optional;

/**
 * What a backtest answers.
 *
 * @param ofRules one for each active rule, by id
 * @param comparison empty if there was nothing to compare with
 */
public record BacktestResult(
        RuleSet rules, Reading reading, List<RuleResult> ofRules, Optional<Comparison> comparison) {
    /** Those of rules in shadow mode among them. */
    public long alerts() {
        return ofRules.stream().mapToLong(rule -> rule.alerts().size()).sum();
    }
}
