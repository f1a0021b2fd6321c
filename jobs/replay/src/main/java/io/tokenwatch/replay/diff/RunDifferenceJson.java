package io.tokenwatch.replay.diff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.replay.diff.RunDifference.RuleCounts;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A difference for machines: a line for the whole, one for each fact and rule that differs, and one for each alert. */
public final class RunDifferenceJson {
    private static final JsonFactory JSON = new JsonFactory();

    private RunDifferenceJson() {}

    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private static String line(String type, Members members) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        return out.toString();
    }

    public static String total(RunDifference difference) {
        return line("diff", json -> {
            write(json, difference.total());
            json.writeBooleanField("same_alerts", difference.sameAlerts());
        });
    }

    public static String fact(String path, RunDifference.Pair values) {
        return line("fact", json -> {
            json.writeStringField("path", path);
            json.writeStringField("before", values.before());
            json.writeStringField("now", values.now());
        });
    }

    public static String rule(String id, RuleCounts counts) {
        return line("rule", json -> {
            json.writeStringField("rule_id", id);
            write(json, counts);
        });
    }

    public static String alert(RunChange change) {
        return line(change.kind().name().toLowerCase(Locale.ROOT), json -> {
            json.writeStringField("rule_id", change.rule());
            json.writeStringField("alert_id", change.part("alert_id"));
            if (change.kind() == RunChange.Kind.CHANGED) {
                json.writeFieldName("what");
                json.writeArray(
                        change.what().toArray(String[]::new), 0, change.what().size());
            }
            raw(json, "before", change.line(false));
            raw(json, "now", change.line(true));
        });
    }

    private static void write(JsonGenerator json, RuleCounts counts) throws IOException {
        json.writeNumberField("appeared", counts.appeared());
        json.writeNumberField("vanished", counts.vanished());
        json.writeNumberField("changed", counts.changed());
        json.writeNumberField("unchanged", counts.unchanged());
    }

    private static void raw(JsonGenerator json, String name, String line) throws IOException {
        if (!line.isEmpty()) {
            json.writeFieldName(name);
            json.writeRawValue(line);
        }
    }
}
