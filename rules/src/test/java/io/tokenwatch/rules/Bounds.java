package io.tokenwatch.rules;

import io.tokenwatch.ruletest.RuleTestRun;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultyFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The bounds of a rule's correlation, moved by the smallest step there is: some test must notice. */
final class Bounds {
    private static final Pattern CORRELATION = Pattern.compile("(?m)^correlation:\\n((?: .*\\n)*)");
    private static final Pattern BOUND = Pattern.compile("(?<=: )([0-9]+)(ms|s|m|h|d|w)?(?=[,}\\s])");

    private Bounds() {}

    static boolean passes(RuleFile rule) {
        return rule.tests().stream().allMatch(test -> RuleTestRun.failures(rule.rule(), test).isEmpty());
    }

    /** Rules whose bound was moved without a failing test, each as its changed line. */
    static List<String> unfelt(RuleFile rule) {
        List<String> unfelt = new ArrayList<>();
        for (RuleFile moved : moved(rule)) {
            if (isLoadable(moved) && passes(moved)) {
                unfelt.add(changedLine(rule, moved));
            }
        }
        return unfelt;
    }

    private static List<RuleFile> moved(RuleFile rule) {
        List<RuleFile> moved = new ArrayList<>();
        MatchResult correlation = CORRELATION.matcher(rule.text()).results().findFirst().orElseThrow();
        BOUND.matcher(correlation.group(1)).results().forEach(bound -> {
            for (int by : new int[] {-1, 1}) {
                int at = correlation.start(1);
                moved.add(new RuleFile(
                        rule.root(),
                        rule.path(),
                        rule.text().substring(0, at + bound.start()) + moved(bound, by) + rule.text().substring(at + bound.end())));
            }
        });
        return moved;
    }

    private static String moved(MatchResult bound, int by) {
        return bound.group(2) == null
                ? Long.toString(Long.parseLong(bound.group(1)) + by)
                : Duration.parse(bound.group()).orElseThrow() + by + "ms";
    }

    private static boolean isLoadable(RuleFile rule) {
        try {
            return !rule.tests().isEmpty();
        } catch (FaultyFileException e) {
            return false;
        }
    }

    private static String changedLine(RuleFile before, RuleFile after) {
        List<String> old = before.text().lines().toList();
        return after.text().lines().filter(line -> !old.contains(line)).findFirst().orElse("");
    }
}
