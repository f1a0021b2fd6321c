package io.tokenwatch.writer;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertEvidence;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert.Run;
import io.tokenwatch.alert.Reason;
import io.tokenwatch.detector.Fact;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What every format tells: a change of an alert, and the fields that the alert knows by the names of the canonical event. */
record Told(Alert alert, Change change, Run run) {
    static final String VENDOR = "Tokenwatch";
    static final String PRODUCT = "Tokenwatch";
    static final String PRODUCT_VERSION = "0.1";

    /** The same for a repetition, so that receivers can recognise one: that of the transition in Elasticsearch. */
    String id() {
        return alert.id() + "-" + action() + "-" + alert.level().word();
    }

    /** Such as {@code opened}. */
    String action() {
        return change.action();
    }

    /** Short, and the same for all alerts of a rule. */
    String title() {
        return alert.rule().title();
    }

    /** What happened, to whom, and what was seen against what was needed. Begins with words of the rule's author. */
    String sentence() {
        return Reason.of(alert);
    }

    /** {@code feature observed (needed expected)}, and so on. */
    String why() {
        return alert.facts().stream().map(Told::text).collect(Collectors.joining("; "));
    }

    private static String text(Fact fact) {
        return fact.feature() + " " + fact.observed() + " (needed " + fact.expected() + ")";
    }

    /** The key, such as {@code client_id=shop}. */
    String key() {
        return alert.key().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    List<String> techniques() {
        return alert.rule().tags().stream()
                .filter(tag -> tag.matches("attack\\.t[0-9.]+"))
                .map(tag -> tag.substring("attack.".length()).toUpperCase(Locale.ROOT))
                .toList();
    }

    /** The first value of a field; empty if the alert does not know it. */
    String first(String field) {
        List<String> values = all(field);
        return values.isEmpty() ? "" : values.get(0);
    }

    /** The values of a field in the key and the evidence, each once, in order. */
    List<String> all(String field) {
        Set<String> values = new LinkedHashSet<>();
        add(values, alert.key().get(field));
        for (AlertEvidence evidence : alert.evidence()) {
            add(values, evidence.values().get(field));
        }
        return List.copyOf(values);
    }

    private static void add(Set<String> values, @Nullable Object value) {
        if (value instanceof Collection<?> many) {
            many.forEach(one -> values.add(one.toString()));
        } else if (value != null) {
            values.add(value.toString());
        }
    }
}
