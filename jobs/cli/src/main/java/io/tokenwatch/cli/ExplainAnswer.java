package io.tokenwatch.cli;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.explain.Explanation;
import io.tokenwatch.rule.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What {@code rules explain} found.
 *
 * @param asked the event or key that was asked about, in words
 * @param explanations of the events asked about, or of those with the key, in order of time
 * @param alerts of the rule that they belong to
 * @param read how many events were read
 * @param unreadable how many records were not
 */
record ExplainAnswer(
        Rule rule, String asked, List<Explanation> explanations, List<Alert> alerts, long read, long unreadable) {
    /** Of the events that match a step and take part in nothing, the one that lacks least; of several, the latest. */
    Optional<Explanation> nearest() {
        return explanations.stream()
                .filter(explanation ->
                        !explanation.fired() && !explanation.matched().isEmpty())
                .min(Comparator.<Explanation>comparingInt(ExplainAnswer::lacking)
                        .thenComparing(explanation -> -explanation.event().eventTime()));
    }

    private static int lacking(Explanation explanation) {
        return explanation.accounts().stream()
                .flatMap(account -> account.nearest().stream())
                .mapToInt(miss -> miss.lacks().size())
                .min()
                .orElse(Integer.MAX_VALUE);
    }
}
