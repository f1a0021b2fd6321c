package io.tokenwatch.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.detector.Fact;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;

/**
 * An alert as one line of canonical JSON: keys in alphabetical order, no white space, times in ISO-8601 UTC. Facts only: no
 * wall clock, latency, run, ingest time, topic, partition, offset, file or line; so the same events give the same bytes.
 */
public final class AlertJson {
    private static final JsonFactory JSON = new JsonFactory();

    private AlertJson() {}

    public static String line(Alert alert) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            write(alert, json);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        return out.toString();
    }

    private static void write(Alert alert, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("alert_id", alert.id());
        json.writeStringField("bucket_end", Iso.text(alert.bucketEnd()));
        json.writeStringField("bucket_start", Iso.text(alert.bucketStart()));
        json.writeNumberField("count", alert.count());
        if (alert.estimated()) {
            json.writeBooleanField("count_estimated", true);
        }
        json.writeArrayFieldStart("evidence");
        for (AlertEvidence evidence : alert.evidence()) {
            json.writeStartObject();
            json.writeStringField("event_id", evidence.eventId());
            json.writeStringField("role", evidence.role());
            json.writeStringField("time", Iso.text(evidence.time()));
            writeMap(json, "values", evidence.values());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeMap(json, "key", alert.key());
        json.writeStringField("last_time", Iso.text(alert.lastTime()));
        json.writeStringField("level", alert.level().word());
        json.writeStringField("rule_id", alert.rule().id());
        json.writeNumberField("rule_version", alert.rule().version());
        json.writeStringField("tenant", alert.tenant());
        json.writeStringField("time", Iso.text(alert.time()));
        json.writeStringField("title", alert.rule().title());
        if (alert.truncated()) {
            json.writeBooleanField("truncated", true);
        }
        json.writeArrayFieldStart("why");
        for (Fact fact : alert.facts()) {
            json.writeStartObject();
            json.writeStringField("expected", fact.expected());
            json.writeStringField("feature", fact.feature());
            json.writeStringField("observed", fact.observed());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeMap(JsonGenerator json, String name, SortedMap<String, Object> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            json.writeFieldName(entry.getKey());
            writeValue(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Collection<?> many) {
            json.writeStartArray();
            for (Object one : many) {
                json.writeString(one.toString());
            }
            json.writeEndArray();
        } else {
            json.writeString(value.toString());
        }
    }
}
