package io.tokenwatch.backtest;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a list of exceptions would do.
 *
 * @param list path of the list
 * @param judged distinct events
 * @param alerts of the rules as they are
 * @param entries each on its own, in the order of the list; what two take away together is in none of them
 * @param ofRules all entries together: what vanishes is removed
 */
public record ImpactResult(
        String list, long judged, long alerts, List<ExceptionEntry> entries, List<RuleDifference> ofRules) {
    public long removed() {
        return sum(rule -> rule.vanished().size());
    }

    public long changed() {
        return sum(rule -> rule.changed().size());
    }

    public long appeared() {
        return sum(rule -> rule.appeared().size());
    }

    /** Alerts that would be as they are. */
    public long kept() {
        return sum(RuleDifference::unchanged);
    }

    private long sum(ToLongFunction<RuleDifference> number) {
        return ofRules.stream().mapToLong(number).sum();
    }
}
