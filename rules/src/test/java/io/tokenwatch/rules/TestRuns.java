package io.tokenwatch.rules;

import io.tokenwatch.ruletest.RuleTestRun;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The runs of the tests that rules carry, each run once for all who ask how it ended. */
final class TestRuns {
    private record One(RuleFile rule, int test) {}

    private static final Map<One, List<String>> ENDED = new ConcurrentHashMap<>();

    private TestRuns() {}

    /** What is wrong with the rule's test of that index, as written and shuffled and duplicated; empty if it passes. */
    static List<String> failures(RuleFile rule, int test) {
        return ENDED.computeIfAbsent(
                new One(rule, test),
                one -> RuleTestRun.failures(rule.rule(), rule.tests().get(test)));
    }
}
