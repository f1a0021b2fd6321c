package io.tokenwatch.backtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The preview of exceptions as lines of JSON: the list, its entries, the rules, the alerts that differ. docs/backtest.md describes them. */
public final class ImpactJson {
    private static final JsonFactory JSON = new JsonFactory();

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private ImpactJson() {}

    /** The first line. */
    public static String list(ImpactResult result) {
        return line("impact", json -> {
            json.writeStringField("list", result.list());
            json.writeNumberField("judged", result.judged());
            json.writeNumberField("alerts", result.alerts());
            counts(result.removed(), result.changed(), result.appeared(), json);
            json.writeNumberField("kept", result.kept());
        });
    }

    static List<String> lines(ImpactResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(list(result));
        result.entries()
                .forEach(entry -> lines.add(line("entry", json -> {
                    json.writeStringField("match", entry.match());
                    json.writeNumberField("events", entry.events());
                    counts(entry.removed(), entry.changed(), entry.appeared(), json);
                })));
        result.ofRules()
                .forEach(rule -> lines.add(line("rule", json -> {
                    json.writeStringField("rule_id", rule.ruleId());
                    counts(
                            rule.vanished().size(),
                            rule.changed().size(),
                            rule.appeared().size(),
                            json);
                    json.writeNumberField("kept", rule.unchanged());
                })));
        result.ofRules().forEach(rule -> {
            rule.vanished().forEach(alert -> lines.add(alert("removed", alert)));
            rule.changed().forEach(change -> lines.add(alert("changed", change.after())));
            rule.appeared().forEach(alert -> lines.add(alert("appeared", alert)));
        });
        return lines;
    }

    private static void counts(long removed, long changed, long appeared, JsonGenerator json) throws IOException {
        json.writeNumberField("removed", removed);
        json.writeNumberField("changed", changed);
        json.writeNumberField("appeared", appeared);
    }

    private static String alert(String what, Alert alert) {
        return line("alert", json -> {
            json.writeStringField("what", what);
            json.writeFieldName("alert");
            json.writeRawValue(AlertJson.line(alert));
        });
    }

    private static String line(String type, Body body) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        return out.toString();
    }
}
