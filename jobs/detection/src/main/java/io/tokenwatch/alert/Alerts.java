package io.tokenwatch.alert;

import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.detector.Fact;
import io.tokenwatch.event.Field;
import io.tokenwatch.rule.Digest;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.Suppression;
import io.tokenwatch.state.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the alert that a summary amounts to. */
final class Alerts {
    private Alerts() {}

    /** The alert of an entry whose level is up to date. */
    static Alert of(Rule rule, AlertEntry entry, Summary summary, Change change) {
        Subject subject = entry.subject;
        List<Object> extra = entry.slot.extra();
        long bucket = entry.slot.bucket();
        Suppression suppression = rule.suppression();
        SortedMap<String, Object> key = new TreeMap<>();
        for (int i = 0; i < rule.groupBy().size(); i++) {
            key.put(rule.groupBy().get(i).name(), subject.values().get(i));
        }
        for (int i = 0; i < extra.size(); i++) {
            Field field = rule.captures().get(suppression.extra().get(i));
            key.put(field.fieldName(), extra.get(i));
        }
        return new Alert(
                id(rule, subject, key, bucket),
                rule,
                entry.level,
                subject.tenant(),
                key,
                bucket,
                suppression.bucket(bucket) + suppression.forMillis(),
                summary.isEmpty() ? bucket : summary.first(),
                summary.isEmpty() ? bucket : summary.last(),
                summary.count(),
                summary.estimated(),
                summary.truncated(),
                facts(rule, summary),
                summary.shown().stream().map(e -> evidence(rule, e)).toList(),
                summary.isEmpty()
                        ? Alert.Status.RETRACTED
                        : change == Change.CLOSED ? Alert.Status.CLOSED : Alert.Status.OPEN,
                entry.revision);
    }

    /** Why, and what has raised the level. */
    private static List<Fact> facts(Rule rule, Summary summary) {
        List<Fact> facts = new ArrayList<>(summary.facts());
        summary.reached(rule.levels())
                .ifPresent(tier -> facts.add(
                        Fact.threshold("level", tier.level().word(), tier.when().text())));
        return List.copyOf(facts);
    }

    /** First 128 bits of the SHA-256 over tenant, rule id, the values of {@code suppress.by} and the bucket's start. */
    private static String id(Rule rule, Subject subject, SortedMap<String, Object> key, long bucket) {
        StringBuilder text = identity(subject.tenant(), rule.id(), key);
        part(text, Long.toString(bucket));
        return Digest.hex128(text.toString());
    }

    /** As the id, but equal for the alerts of all buckets. */
    static String dedupKey(Alert alert) {
        return Digest.hex128(
                identity(alert.tenant(), alert.rule().id(), alert.key()).toString());
    }

    private static StringBuilder identity(String tenant, String rule, SortedMap<String, Object> key) {
        StringBuilder text = new StringBuilder();
        part(text, tenant);
        part(text, rule);
        key.forEach((name, value) -> {
            part(text, name);
            part(text, value.toString());
        });
        return text;
    }

    /** With its length, so that no two lists give one text. */
    private static void part(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    private static AlertEvidence evidence(Rule rule, Evidence evidence) {
        SortedMap<String, Object> values = new TreeMap<>();
        String rawRef = "";
        for (int i = 0; i < rule.captures().size(); i++) {
            Field field = rule.captures().get(i);
            Object value = evidence.value(i, field);
            if (value != null && field == Field.RAW_REF) {
                rawRef = value.toString();
            } else if (value != null) {
                values.put(field.fieldName(), value instanceof String[] many ? List.of(many) : value);
            }
        }
        String role = rule.steps().get(evidence.step()).name();
        return new AlertEvidence(evidence.time(), evidence.eventId(), role, rawRef, values);
    }
}
