package io.tokenwatch.cli;

import io.tokenwatch.backtest.BacktestResult;
import io.tokenwatch.backtest.Comparison;
import io.tokenwatch.backtest.RuleDifference;
import io.tokenwatch.backtest.RuleResult;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A backtest for the terminal: one line a rule, the loudest first. */
final class BacktestTable {
    private BacktestTable() {}

    static void print(BacktestResult result, PrintWriter out) {
        Map<String, RuleDifference> differences =
                result.comparison().map(Comparison::ofRules).orElse(List.of()).stream()
                        .collect(Collectors.toMap(RuleDifference::ruleId, Function.identity()));
        int width = result.ofRules().stream()
                .mapToInt(rule -> rule.rule().id().length())
                .max()
                .orElse(4);
        String columns = "%-" + width + "s  %-13s %8s %9s %7s %10s %7s %8s";
        out.println(
                String.format(columns, "rule", "level", "alerts", "per day", "keys", "matched/M", "B/key", "state kB")
                        + (differences.isEmpty() ? "" : "   difference"));
        List<RuleResult> loudestFirst = result.ofRules().stream()
                .sorted(Comparator.comparingInt(
                                (RuleResult rule) -> rule.alerts().size())
                        .reversed())
                .toList();
        for (RuleResult rule : loudestFirst) {
            RuleDifference difference = differences.remove(rule.rule().id());
            out.println(line(rule, result, columns)
                    + (difference == null ? "" : "   " + difference(difference))
                    + (rule.notEvaluable().isEmpty() ? "" : "   not evaluable"));
        }
        for (RuleDifference gone : differences.values()) {
            out.println(gone.ruleId() + "   " + difference(gone));
        }
        out.printf(
                Locale.ROOT,
                "%,d events judged over %,d days, %,d alerts, %,d dead letters%n",
                result.reading().judged(),
                result.reading().days(),
                result.alerts(),
                result.reading().deadLetters());
    }

    private static String line(RuleResult rule, BacktestResult result, String columns) {
        long days = result.reading().days();
        return String.format(
                Locale.ROOT,
                columns,
                rule.rule().id(),
                rule.rule().level().word(),
                String.format(Locale.ROOT, "%,d", rule.alerts().size()),
                String.format(
                        Locale.ROOT,
                        "%,.2f",
                        days == 0 ? 0 : (double) rule.alerts().size() / days),
                String.format(Locale.ROOT, "%,d", rule.keys().size()),
                String.format(Locale.ROOT, "%,.0f", rule.cost().matchedPerMillion()),
                String.format(Locale.ROOT, "%,.0f", rule.cost().stateBytesPerKey()),
                String.format(Locale.ROOT, "%,.0f", rule.cost().stateBytes() / 1e3));
    }

    private static String difference(RuleDifference difference) {
        String found = difference.findsTheSame()
                ? "finds the same"
                : String.format(
                        Locale.ROOT,
                        "+%,d -%,d ~%,d",
                        difference.appeared().size(),
                        difference.vanished().size(),
                        difference.changed().size());
        return difference.kind() == RuleDifference.Kind.SAME
                ? found
                : difference.kind().name().toLowerCase(Locale.ROOT) + ", " + found;
    }
}
