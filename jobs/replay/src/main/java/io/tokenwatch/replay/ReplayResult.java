package io.tokenwatch.replay;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.rule.Rule;
import java.util.List;

/**
 * What a replay answers, for a report.
 *
 * @param rules that were in force at some time, by id
 * @param alerts by id, those of rules in shadow mode among them
 * @param first when the first event happened (milliseconds since the epoch); {@link Long#MAX_VALUE} if there is none
 * @param last when the last one happened; {@link Long#MIN_VALUE} if there is none
 */
public record ReplayResult(ReplaySummary summary, List<Rule> rules, List<Alert> alerts, long first, long last) {}
