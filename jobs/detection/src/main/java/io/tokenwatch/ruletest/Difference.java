package io.tokenwatch.ruletest;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.detector.Fact;
import io.tokenwatch.ruletest.RuleTest.Expected;
import io.tokenwatch.yaml.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was expected beside what came, alert by alert, as far as the author cares. */
final class Difference {
    private static final String EVIDENCE = "evidence ";

    private Difference() {}

    /** In lines with their place; empty if there is none. */
    static List<String> of(RuleTest test, List<Alert> alerts) {
        List<String> lines = new ArrayList<>();
        List<Expected> expected = test.expect();
        for (int i = 0; i < Math.max(expected.size(), alerts.size()); i++) {
            if (i >= alerts.size()) {
                lines.add(expected.get(i).place() + ": expected " + alert(expected(expected.get(i))) + ", got none");
            } else if (i >= expected.size()) {
                lines.add(test.place() + ": expected no " + (i == 0 ? "" : "further ") + "alert, got "
                        + alert(whole(alerts.get(i))));
            } else {
                compare(expected.get(i), alerts.get(i)).forEach(lines::add);
            }
        }
        return lines;
    }

    private static List<String> compare(Expected expected, Alert alert) {
        Map<String, String> actual = whole(alert);
        List<String> lines = new ArrayList<>();
        expected(expected).forEach((what, value) -> {
            boolean same = what.startsWith(EVIDENCE)
                    ? observed(alert, what.substring(EVIDENCE.length())).contains(value)
                    : value.equals(actual.get(what));
            if (!same) {
                String seen = actual.getOrDefault(what, "only " + String.join(", ", actual.keySet()));
                lines.add(expected.place() + ": expected " + what + " " + value + ", got " + seen);
            }
        });
        return lines;
    }

    /** A feature may be there more than once, as each of several new values is. */
    private static List<String> observed(Alert alert, String feature) {
        return alert.facts().stream()
                .filter(fact -> fact.feature().equals(feature))
                .map(Fact::observed)
                .toList();
    }

    private static Map<String, String> expected(Expected expected) {
        Map<String, String> all = new LinkedHashMap<>();
        expected.at().ifPresent(at -> all.put("at", offset(at)));
        expected.level().ifPresent(level -> all.put("level", level));
        expected.count().ifPresent(count -> all.put("count", count.toString()));
        expected.key().forEach((field, value) -> all.put("key " + field, value));
        expected.evidence().forEach((feature, value) -> all.put(EVIDENCE + feature, value));
        return all;
    }

    private static Map<String, String> whole(Alert alert) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("at", offset(alert.time()));
        all.put("level", alert.level().word());
        all.put("count", Long.toString(alert.count()));
        alert.key().forEach((field, value) -> all.put("key " + field, value.toString()));
        alert.facts().forEach(fact -> all.put(EVIDENCE + fact.feature(), fact.observed()));
        return all;
    }

    private static String offset(long time) {
        return Duration.text(time - RuleTest.ZERO);
    }

    private static String alert(Map<String, String> all) {
        List<String> parts = all.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
        return parts.isEmpty() ? "an alert" : "one with " + String.join(", ", parts);
    }
}
