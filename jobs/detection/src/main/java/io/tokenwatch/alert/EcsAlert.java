package io.tokenwatch.alert;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.detector.Fact;
import io.tokenwatch.risk.Risk;
import io.tokenwatch.rule.Rule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Alerts as documents of the Elastic Common Schema, as {@code docs/alerts.md} and the templates in {@code schemas/elasticsearch} have
 * them. Keeps what the documents of a rule have in common. One thread.
 */
public final class EcsAlert {
    /** The version of ECS that the documents follow. */
    public static final String ECS = "9.4.0";

    private static final JsonFactory JSON = new JsonFactory();
    private static final long NANOS = 1_000_000;
    /** Rules come and go with packs. */
    private static final int MOST_RULES = 20_000;

    private final IdentityHashMap<Rule, EcsRule> rules = new IdentityHashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(8192);

    /**
     * What the run knows and the events do not.
     *
     * @param mode live or replay
     * @param pack hash of the rule pack
     * @param appendTime when the event that changed the alert was appended to its log (ms since the epoch); 0 if unknown
     * @param now ms since the epoch
     * @param warm whether the alert's ground was fully observed, see {@link Alert#warm}
     * @param held what holds the change back, or has held it back; null if nothing does
     */
    public record Run(
            String mode,
            String id,
            String pack,
            long appendTime,
            long now,
            boolean warm,
            @Nullable Held held) {
        public Run(String mode, String id, String pack, long appendTime, long now, boolean warm) {
            this(mode, id, pack, appendTime, now, warm, null);
        }
    }

    /**
     * That a maintenance window holds a notification back.
     *
     * @param until ms since the epoch
     * @param over whether it is told now
     */
    public record Held(String name, String owner, long until, boolean over) {}

    /** One document, UTF-8 JSON. */
    public static byte[] document(Alert alert, Change change, Run run) {
        return new EcsAlert().write(alert, change, run);
    }

    /** One document, UTF-8 JSON. */
    public byte[] write(Alert alert, Change change, Run run) {
        if (rules.size() >= MOST_RULES) {
            rules.clear();
        }
        EcsRule rule = rules.computeIfAbsent(alert.rule(), EcsRule::new);
        Shown shown = Shown.of(alert, rule.fields);
        out.reset();
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("@timestamp", Iso.text(alert.time()));
            json.writeRaw(rule.root);
            event(json, alert, change, run);
            EcsIdentity.ecs(json, alert, rule, shown);
            json.writeObjectFieldStart("oauth");
            EcsIdentity.oauth(json, shown);
            alert(json, alert, rule, run);
            json.writeEndObject();
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

    /** The alert in one sentence: what, for whom, and what was seen against what was needed. */
    public static String reason(Alert alert) {
        return Reason.of(alert);
    }

    private static void event(JsonGenerator json, Alert alert, Change change, Run run) throws IOException {
        Held held = run.held();
        boolean waits = held != null && !held.over();
        String now = Iso.text(run.now());
        json.writeObjectFieldStart("event");
        json.writeStringField("kind", change.alerts() && !waits ? "alert" : "event");
        strings(json, "category", List.of("intrusion_detection"));
        strings(json, "type", List.of("info"));
        json.writeStringField("action", change.alerts() && waits ? "suppressed" : change.action());
        json.writeNumberField("severity", alert.level().severity());
        json.writeNumberField("risk_score", alert.score());
        json.writeStringField("reason", reason(alert));
        json.writeStringField("created", now);
        json.writeStringField("ingested", now);
        json.writeStringField("start", Iso.text(alert.time()));
        json.writeStringField("end", Iso.text(alert.lastTime()));
        json.writeNumberField("duration", (alert.lastTime() - alert.time()) * NANOS);
        json.writeStringField("id", alert.id());
        json.writeStringField("dataset", "tokenwatch.alert");
        json.writeStringField("module", "tokenwatch");
        json.writeEndObject();
    }

    private static void alert(JsonGenerator json, Alert alert, EcsRule rule, Run run) throws IOException {
        json.writeObjectFieldStart("alert");
        json.writeStringField("id", alert.id());
        json.writeRaw(rule.alert);
        json.writeStringField("dedup_key", Alerts.dedupKey(alert));
        json.writeStringField("status", alert.status().word());
        json.writeStringField("level", alert.level().word());
        json.writeStringField("confidence", Triage.confidence(alert.rule(), run.warm()));
        json.writeStringField("route", Triage.route(alert));
        json.writeStringField("pack", run.pack());
        json.writeStringField("bucket_start", Iso.text(alert.bucketStart()));
        json.writeStringField("bucket_end", Iso.text(alert.bucketEnd()));
        json.writeStringField("first_seen", Iso.text(alert.time()));
        json.writeStringField("last_seen", Iso.text(alert.lastTime()));
        json.writeNumberField("count", alert.count());
        json.writeBooleanField("count_is_estimate", alert.estimated());
        suppression(json, alert);
        map(json, "key", alert.key(), rule.times);
        why(json, alert.facts());
        json.writeArrayFieldStart("evidence");
        for (AlertEvidence evidence : alert.evidence()) {
            evidence(json, evidence, rule);
        }
        json.writeEndArray();
        json.writeBooleanField("truncated", alert.truncated());
        json.writeBooleanField("warm", run.warm());
        json.writeBooleanField("retracted", alert.retracted());
        if (alert.retracted()) {
            json.writeStringField("withdrawn_reason", Reason.WITHDRAWN);
        }
        json.writeObjectFieldStart("risk");
        json.writeNumberField("weight", alert.retracted() ? 0 : Risk.weight(alert.score()));
        json.writeEndObject();
        maintenance(json, run.held());
        json.writeNumberField("revision", alert.revision());
        if (run.appendTime() > 0) {
            json.writeNumberField("latency_ms", run.now() - run.appendTime());
        }
        json.writeEndObject();
    }

    /** What the suppression has held back: every finding but the one that opened the alert. */
    private static void suppression(JsonGenerator json, Alert alert) throws IOException {
        json.writeObjectFieldStart("suppression");
        strings(json, "by", alert.rule().suppression().by());
        json.writeNumberField("for_ms", alert.rule().suppression().forMillis());
        json.writeNumberField("held_back", Math.max(0, alert.count() - 1));
        json.writeBooleanField("is_estimate", alert.estimated() || alert.truncated());
        json.writeEndObject();
    }

    private static void maintenance(JsonGenerator json, @Nullable Held held) throws IOException {
        if (held != null) {
            json.writeObjectFieldStart("maintenance");
            json.writeStringField("name", held.name());
            json.writeStringField("owner", held.owner());
            json.writeStringField("until", Iso.text(held.until()));
            json.writeEndObject();
        }
    }

    private static void why(JsonGenerator json, List<Fact> facts) throws IOException {
        json.writeArrayFieldStart("why");
        for (Fact fact : facts) {
            json.writeStartObject();
            json.writeStringField("feature", fact.feature());
            json.writeStringField("observed", fact.observed());
            json.writeStringField("expected", fact.expected());
            json.writeStringField("kind", fact.kind().word());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void evidence(JsonGenerator json, AlertEvidence evidence, EcsRule rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("time", Iso.text(evidence.time()));
        json.writeStringField("id", evidence.eventId());
        json.writeStringField("role", rule.roles.getOrDefault(evidence.role(), ""));
        json.writeStringField("step", evidence.role());
        map(json, "fields", evidence.values(), rule.times);
        SourceRef ref = SourceRef.parse(evidence.rawRef());
        if (ref != null) {
            json.writeStringField("topic", ref.topic());
            json.writeNumberField("partition", ref.partition());
            json.writeNumberField("offset", ref.offset());
        }
        json.writeEndObject();
    }

    private static void map(JsonGenerator json, String name, Map<String, Object> values, Set<String> times)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            String field = entry.getKey();
            Object value = entry.getValue();
            if (value instanceof Collection<?> many) {
                strings(json, field, many);
            } else if (value instanceof Long time && times.contains(field)) {
                json.writeStringField(field, Iso.text(time));
            } else {
                json.writeStringField(field, value.toString());
            }
        }
        json.writeEndObject();
    }

    static void strings(JsonGenerator json, String name, Collection<?> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (Object value : values) {
            json.writeString(value.toString());
        }
        json.writeEndArray();
    }

    static void nested(JsonGenerator json, String outer, String inner, String value) throws IOException {
        json.writeObjectFieldStart(outer);
        json.writeStringField(inner, value);
        json.writeEndObject();
    }
}
