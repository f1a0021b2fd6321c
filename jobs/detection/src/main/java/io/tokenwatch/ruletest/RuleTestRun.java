package io.tokenwatch.ruletest;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertJson;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Runs a rule's test: as written, then shuffled and duplicated, which must change nothing. */
public final class RuleTestRun {
    private static final int SHUFFLES = 5;

    private RuleTestRun() {}

    /** As {@link #failures}, of its alerts alone and without the shuffles: enough to see whether a changed rule is noticed. */
    public static List<String> failuresAsWritten(Rule rule, RuleTest test) {
        return Difference.of(test, alerts(alone(rule), test, test.given()));
    }

    /** What is wrong, in sentences; empty if the test passes. */
    public static List<String> failures(Rule rule, RuleTest test) {
        PackLog pack = alone(rule);
        List<Alert> alerts = alerts(pack, test, test.given());
        List<String> failures = new ArrayList<>(Difference.of(test, alerts));
        failures.addAll(WhyNotCheck.failures(rule, test));
        List<String> asWritten = lines(alerts);
        Random random = new Random(test.name().hashCode());
        for (int i = 0; i < SHUFFLES && failures.isEmpty(); i++) {
            List<TokenEvent> events = new ArrayList<>(test.given());
            test.given().stream().filter(event -> random.nextInt(3) == 0).forEach(events::add);
            Collections.shuffle(events, random);
            List<String> shuffled = lines(alerts(pack, test, events));
            if (!shuffled.equals(asWritten)) {
                failures.add(test.place() + ": shuffled and duplicated, it gives other alerts: " + shuffled
                        + " instead of " + asWritten);
            }
        }
        return failures;
    }

    private static PackLog alone(Rule rule) {
        return PackLog.of(RulePack.of(List.of(rule)));
    }

    /** The alerts that the events give, in order of time, then of key: an order that an author can foresee. */
    private static List<Alert> alerts(PackLog pack, RuleTest test, List<TokenEvent> events) {
        LocalEngine engine = new LocalEngine(pack);
        test.from().ifPresent(engine::observe);
        test.until().ifPresent(engine::reach);
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
}
