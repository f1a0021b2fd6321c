package io.tokenwatch.cli;

import io.tokenwatch.backtest.ImpactResult;
import io.tokenwatch.backtest.RuleDifference;
import java.io.PrintWriter;
import java.util.Locale;

/** What exceptions would do, for the terminal: in all, entry by entry, rule by rule. */
final class ImpactTable {
    private ImpactTable() {}

    static void print(ImpactResult result, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s would remove %,d of %,d alerts, change %,d, keep %,d%s (%,d events judged)%n",
                result.list(),
                result.removed(),
                result.alerts(),
                result.changed(),
                result.kept(),
                result.appeared() == 0 ? "" : String.format(Locale.ROOT, ", and raise %,d others", result.appeared()),
                result.judged());
        out.printf("%8s %8s %8s  %s%n", "events", "removes", "changes", "entry, on its own");
        result.entries()
                .forEach(entry -> out.printf(
                        Locale.ROOT,
                        "%,8d %,8d %,8d  %s%n",
                        entry.events(),
                        entry.removed(),
                        entry.changed(),
                        entry.match()));
        out.printf("%8s %8s %8s  %s%n", "removed", "changed", "kept", "rule");
        for (RuleDifference rule : result.ofRules()) {
            out.printf(
                    Locale.ROOT,
                    "%,8d %,8d %,8d  %s%n",
                    rule.vanished().size(),
                    rule.changed().size(),
                    rule.unchanged(),
                    rule.ruleId());
        }
    }
}
