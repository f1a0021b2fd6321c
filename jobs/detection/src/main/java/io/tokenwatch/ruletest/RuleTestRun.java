package io.tokenwatch.ruletest;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertJson;
import io.tokenwatch.detector.Fact;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.ruletest.RuleTest.Expected;
import io.tokenwatch.yaml.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs a rule's test: as written, then shuffled and duplicated, which must change nothing. */
public final class RuleTestRun {
    private static final int SHUFFLES = 5;

    private RuleTestRun() {}

    /** As {@link #failures}, without the shuffles: enough to see whether a changed rule is noticed. */
    public static List<String> failuresAsWritten(Rule rule, RuleTest test) {
        return compare(test.expect(), alerts(rule, test.given(), test.observed()));
    }

    /** What is wrong, in sentences; empty if the test passes. */
    public static List<String> failures(Rule rule, RuleTest test) {
        List<Alert> alerts = alerts(rule, test.given(), test.observed());
        List<String> failures = compare(test.expect(), alerts);
        List<String> asWritten = lines(alerts);
        Random random = new Random(test.name().hashCode());
        for (int i = 0; i < SHUFFLES && failures.isEmpty(); i++) {
            List<TokenEvent> events = new ArrayList<>(test.given());
            events.addAll(test.given().subList(0, random.nextInt(test.given().size() + 1)));
            Collections.shuffle(events, random);
            List<String> shuffled = lines(alerts(rule, events, test.observed()));
            if (!shuffled.equals(asWritten)) {
                failures.add(
                        "shuffled and duplicated, it gives other alerts: " + shuffled + " instead of " + asWritten);
            }
        }
        return failures;
    }

    /**
     * The alerts that the events give, in order of time, then of key: an order that an author can foresee.
     *
     * @param observed see {@link RuleTest}
     */
    public static List<Alert> alerts(Rule rule, List<TokenEvent> events, List<Long> observed) {
        LocalEngine engine = new LocalEngine(RulePack.of(List.of(rule)));
        observed.forEach(engine::observe);
        events.forEach(engine::accept);
        return engine.alerts().stream()
                .sorted(Comparator.comparingLong(Alert::time)
                        .thenComparing(alert -> alert.key().toString())
                        .thenComparing(Alert::id))
                .toList();
    }

    private static List<String> lines(List<Alert> alerts) {
        return alerts.stream().map(AlertJson::line).toList();
    }

    private static List<String> compare(List<Expected> expected, List<Alert> alerts) {
        List<String> failures = new ArrayList<>();
        if (expected.size() != alerts.size()) {
            failures.add("expected " + expected.size() + " alerts, got " + alerts.size() + ": " + lines(alerts));
        }
        for (int i = 0; i < Math.min(expected.size(), alerts.size()); i++) {
            compare(expected.get(i), alerts.get(i), failures);
        }
        return failures;
    }

    private static void compare(Expected expected, Alert alert, List<String> failures) {
        expected.at()
                .filter(at -> at != alert.time())
                .ifPresent(at -> failures.add("expected an alert at " + Duration.text(at - RuleTest.ZERO)
                        + ", got one at " + Duration.text(alert.time() - RuleTest.ZERO)));
        expected.count()
                .filter(count -> count != alert.count())
                .ifPresent(count -> failures.add("expected a count of " + count + ", got " + alert.count()));
        expected.level()
                .filter(level -> !level.equals(alert.level().word()))
                .ifPresent(level -> failures.add(
                        "expected the level " + level + ", got " + alert.level().word()));
        expected.key().forEach((name, value) -> {
            String actual = String.valueOf(alert.key().get(name));
            if (!actual.equals(value)) {
                failures.add("expected the key's " + name + " to be " + value + ", got " + actual);
            }
        });
        for (Map.Entry<String, String> fact : expected.evidence().entrySet()) {
            List<String> observed = alert.facts().stream()
                    .filter(f -> f.feature().equals(fact.getKey()))
                    .map(Fact::observed)
                    .toList();
            if (!observed.contains(fact.getValue())) {
                failures.add("expected " + fact.getKey() + " to be " + fact.getValue() + ", got " + alert.facts());
            }
        }
    }
}
