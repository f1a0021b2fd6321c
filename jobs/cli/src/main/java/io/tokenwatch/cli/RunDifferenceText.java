package io.tokenwatch.cli;

import io.tokenwatch.page.Shown;
import io.tokenwatch.replay.diff.RunChange;
import io.tokenwatch.replay.diff.RunDifference;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The difference of two runs for people: what differs about them, then rule by rule the first alerts of each kind. */
final class RunDifferenceText {
    private static final int SHOWN = 10;

    private final PrintWriter out;
    private final Map<String, List<String>> lines = new TreeMap<>();

    RunDifferenceText(PrintWriter out) {
        this.out = out;
    }

    /** Keeps the first few of each rule and kind. */
    void note(RunChange change) {
        List<String> few = lines.computeIfAbsent(change.rule() + "\n" + change.kind(), rule -> new ArrayList<>());
        if (few.size() < SHOWN) {
            few.add(line(change));
        }
    }

    void print(RunDifference difference) {
        difference
                .facts()
                .forEach((path, values) ->
                        out.println("  " + shown(path) + ": " + said(values.before()) + " -> " + said(values.now())));
        difference.rules().forEach((rule, counts) -> {
            if (!counts.same()) {
                out.println(rule + ": " + counted(counts));
                shown(rule, RunChange.Kind.APPEARED, counts.appeared());
                shown(rule, RunChange.Kind.VANISHED, counts.vanished());
                shown(rule, RunChange.Kind.CHANGED, counts.changed());
            }
        });
        out.println("all rules: " + counted(difference.total()));
    }

    private void shown(String rule, RunChange.Kind kind, long count) {
        lines.getOrDefault(rule + "\n" + kind, List.of()).forEach(out::println);
        if (count > SHOWN) {
            out.printf(Locale.ROOT, "    and %,d more: --json shows all%n", count - SHOWN);
        }
    }

    private static String counted(RunDifference.RuleCounts counts) {
        return String.format(
                Locale.ROOT,
                "%,d appeared, %,d vanished, %,d changed, %,d as before",
                counts.appeared(),
                counts.vanished(),
                counts.changed(),
                counts.unchanged());
    }

    private static String line(RunChange change) {
        String sign =
                switch (change.kind()) {
                    case APPEARED -> "+";
                    case VANISHED -> "-";
                    default -> "~";
                };
        StringBuilder line = new StringBuilder("  " + sign + " " + change.part("time") + " " + shown(change.part("key"))
                + "  " + shown(change.part("alert_id")).substring(0, 8));
        for (String what : change.what()) {
            line.append(System.lineSeparator())
                    .append("      ")
                    .append(what)
                    .append(": ")
                    .append(said(change.before(what)))
                    .append(" -> ")
                    .append(said(change.now(what)));
        }
        return line.toString();
    }

    private static String said(String value) {
        return value.isEmpty() ? "(none)" : shown(value);
    }

    /** Fit for a terminal: nothing in it moves the cursor. */
    private static String shown(String value) {
        return Shown.visible(Shown.bounded(value));
    }
}
