package io.tokenwatch.alert;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.detector.Fact;
import io.tokenwatch.rule.Rule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An alert as a document of the Elastic Common Schema, as the templates in {@code schemas/elasticsearch} have it. */
public final class EcsAlert {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * What the run knows and the events do not.
     *
     * @param mode live or replay
     * @param pack hash of the rule pack
     * @param appendTime when the event that changed the alert was appended to its log (ms since the epoch); 0 if unknown
     * @param now ms since the epoch
     * @param warm whether the alert's ground was fully observed, see {@link Alert#warm}
     */
    public record Run(String mode, String id, String pack, long appendTime, long now, boolean warm) {}

    private EcsAlert() {}

    /** UTF-8 JSON. */
    public static byte[] document(Alert alert, Change change, Run run) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("@timestamp", Iso.text(alert.time()));
            json.writeStringField("message", alert.rule().title());
            strings(json, "tags", alert.rule().tags());
            event(json, alert, change, run);
            rule(json, alert.rule());
            threat(json, alert.rule());
            if (!alert.tenant().isEmpty()) {
                nested(json, "organization", "id", alert.tenant());
            }
            identity(json, alert);
            oauth(json, alert, run);
            json.writeObjectFieldStart("run");
            json.writeStringField("mode", run.mode());
            json.writeStringField("id", run.id());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot be written to", e);
        }
        return out.toByteArray();
    }

    private static void event(JsonGenerator json, Alert alert, Change change, Run run) throws IOException {
        boolean alerts = change == Change.OPENED || change == Change.ESCALATED || change == Change.REOPENED;
        json.writeObjectFieldStart("event");
        json.writeStringField("kind", alerts ? "alert" : "event");
        strings(json, "category", List.of("authentication"));
        strings(json, "type", List.of("indicator"));
        json.writeStringField("action", change.name().toLowerCase(java.util.Locale.ROOT));
        json.writeNumberField("severity", alert.level().severity());
        json.writeNumberField("risk_score", alert.rule().riskScore());
        json.writeStringField("reason", reason(alert));
        json.writeStringField("created", Iso.text(run.now()));
        json.writeStringField("ingested", Iso.text(run.now()));
        json.writeStringField("start", Iso.text(alert.time()));
        json.writeStringField("end", Iso.text(alert.lastTime()));
        json.writeStringField("id", alert.id());
        json.writeStringField("dataset", "tokenwatch.alert");
        json.writeStringField("module", "tokenwatch");
        json.writeEndObject();
    }

    /** One sentence: what, for whom, and what was seen against what was needed. */
    public static String reason(Alert alert) {
        if (alert.retracted()) {
            return "Withdrawn for " + named(alert) + ": an event that arrived late took its ground away.";
        }
        StringBuilder why = new StringBuilder();
        for (Fact fact : alert.facts()) {
            why.append(why.isEmpty() ? "" : "; ");
            if (fact.feature().equals(fact.expected())) { // a comparison says itself what is needed
                why.append(fact.expected()).append(" (").append(fact.observed()).append(')');
            } else {
                why.append(fact.feature()).append(' ').append(fact.observed());
                why.append(" (needed ").append(fact.expected()).append(')');
            }
        }
        return alert.rule().title() + " for " + named(alert) + ": " + why + ".";
    }

    private static String named(Alert alert) {
        StringBuilder key = new StringBuilder();
        alert.key().forEach((name, value) -> key.append(key.isEmpty() ? "" : ", ")
                .append(name)
                .append(' ')
                .append(value));
        return key.toString();
    }

    private static void rule(JsonGenerator json, Rule rule) throws IOException {
        json.writeObjectFieldStart("rule");
        json.writeStringField("id", rule.id());
        json.writeStringField("name", rule.title());
        json.writeStringField("version", Integer.toString(rule.version()));
        json.writeStringField("description", rule.description());
        json.writeStringField("reference", rule.response());
        json.writeStringField("ruleset", "tokenwatch");
        json.writeEndObject();
    }

    private static void threat(JsonGenerator json, Rule rule) throws IOException {
        List<String> techniques = rule.tags().stream()
                .filter(tag -> tag.matches("attack\\.t[0-9.]+"))
                .map(tag -> tag.substring("attack.".length()).toUpperCase(java.util.Locale.ROOT))
                .toList();
        if (!techniques.isEmpty()) {
            json.writeObjectFieldStart("threat");
            json.writeStringField("framework", "MITRE ATT&CK");
            json.writeObjectFieldStart("technique");
            strings(json, "id", techniques);
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static void identity(JsonGenerator json, Alert alert) throws IOException {
        String entity = alert.rule().riskEntity().fieldName();
        String value = first(alert, entity);
        if (!value.isEmpty()) {
            json.writeObjectFieldStart("entity");
            json.writeStringField("id", value);
            json.writeStringField("type", entity);
            json.writeEndObject();
        }
        String subject = first(alert, "subject");
        if (!subject.isEmpty()) {
            nested(json, "user", "id", subject);
        }
        json.writeObjectFieldStart("related");
        strings(json, "ip", all(alert, "src.ip"));
        strings(json, "user", all(alert, "subject"));
        strings(json, "hash", all(alert, "token_id"));
        json.writeEndObject();
    }

    private static void oauth(JsonGenerator json, Alert alert, Run run) throws IOException {
        json.writeObjectFieldStart("oauth");
        String client = first(alert, "client_id");
        if (!client.isEmpty()) {
            nested(json, "client", "id", client);
        }
        json.writeObjectFieldStart("token");
        strings(json, "hash", all(alert, "token_id"));
        strings(json, "family_hash", all(alert, "family_id"));
        json.writeEndObject();
        json.writeObjectFieldStart("alert");
        json.writeStringField("id", alert.id());
        json.writeStringField("status", alert.retracted() ? "closed" : "open");
        json.writeStringField("level", alert.level().word());
        json.writeStringField("pack", run.pack());
        json.writeStringField("bucket_start", Iso.text(alert.bucketStart()));
        json.writeStringField("bucket_end", Iso.text(alert.bucketEnd()));
        json.writeStringField("first_seen", Iso.text(alert.time()));
        json.writeStringField("last_seen", Iso.text(alert.lastTime()));
        json.writeNumberField("count", alert.count());
        json.writeBooleanField("count_is_estimate", alert.estimated());
        map(json, "key", alert.key());
        why(json, alert.facts());
        json.writeArrayFieldStart("evidence");
        for (AlertEvidence evidence : alert.evidence()) {
            evidence(json, evidence);
        }
        json.writeEndArray();
        json.writeBooleanField("truncated", alert.truncated());
        json.writeBooleanField("warm", run.warm());
        json.writeBooleanField("retracted", alert.retracted());
        if (alert.retracted()) {
            json.writeStringField("withdrawn_reason", "an event that arrived late took its ground away");
        }
        json.writeStringField("runbook", alert.rule().response());
        json.writeNumberField("revision", alert.revision());
        if (run.appendTime() > 0) {
            json.writeNumberField("latency_ms", run.now() - run.appendTime());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void why(JsonGenerator json, List<Fact> facts) throws IOException {
        json.writeArrayFieldStart("why");
        for (Fact fact : facts) {
            json.writeStartObject();
            json.writeStringField("feature", fact.feature());
            json.writeStringField("observed", fact.observed());
            json.writeStringField("expected", fact.expected());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void evidence(JsonGenerator json, AlertEvidence evidence) throws IOException {
        json.writeStartObject();
        json.writeStringField("time", Iso.text(evidence.time()));
        json.writeStringField("id", evidence.eventId());
        json.writeStringField("role", evidence.role());
        map(json, "fields", evidence.values());
        SourceRef ref = SourceRef.parse(evidence.rawRef());
        if (ref != null) {
            json.writeStringField("topic", ref.topic());
            json.writeNumberField("partition", ref.partition());
            json.writeNumberField("offset", ref.offset());
        }
        json.writeEndObject();
    }

    private static String first(Alert alert, String field) {
        List<String> values = all(alert, field);
        return values.isEmpty() ? "" : values.get(0);
    }

    /** The values of a field in the key and the evidence, each once, in order. */
    private static List<String> all(Alert alert, String field) {
        Set<String> values = new LinkedHashSet<>();
        add(values, alert.key().get(field));
        for (AlertEvidence evidence : alert.evidence()) {
            add(values, evidence.values().get(field));
        }
        return List.copyOf(values);
    }

    private static void add(Set<String> values, @Nullable Object value) {
        if (value != null) {
            values.add(value.toString());
        }
    }

    private static void map(JsonGenerator json, String name, Map<String, Object> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            if (entry.getValue() instanceof Collection<?> many) {
                strings(json, entry.getKey(), many);
            } else {
                json.writeStringField(entry.getKey(), entry.getValue().toString());
            }
        }
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, Collection<?> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (Object value : values) {
            json.writeString(value.toString());
        }
        json.writeEndArray();
    }

    private static void nested(JsonGenerator json, String outer, String inner, String value) throws IOException {
        json.writeObjectFieldStart(outer);
        json.writeStringField(inner, value);
        json.writeEndObject();
    }
}
