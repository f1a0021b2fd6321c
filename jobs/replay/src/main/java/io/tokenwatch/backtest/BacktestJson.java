package io.tokenwatch.backtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.Iso;
import io.tokenwatch.page.Day;
import io.tokenwatch.replay.NotEvaluable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * A backtest as lines of JSON, in a stable order: the run, the rules, their alerts, the differences of the rules, the alerts that
 * differ. Facts only: no wall clock, no file, no speed. docs/backtest.md describes each line.
 */
public final class BacktestJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_KEYS = 20;

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private BacktestJson() {}

    /** The first line. */
    public static String run(BacktestResult result) {
        return line("backtest", json -> {
            Reading reading = result.reading();
            json.writeNumberField("read", reading.records());
            json.writeNumberField("judged", reading.judged());
            json.writeNumberField("dead_lettered", reading.deadLetters());
            json.writeNumberField("duplicates", reading.duplicates());
            json.writeNumberField("conflicts", reading.conflicts());
            json.writeNumberField("skipped", reading.skipped());
            json.writeNumberField("outside_period", reading.outsidePeriod());
            if (reading.judged() > 0) {
                json.writeStringField("first_event", Iso.text(reading.first()));
                json.writeStringField("last_event", Iso.text(reading.last()));
            }
            json.writeNumberField("days", reading.days());
            json.writeNumberField("alerts", result.alerts());
            json.writeStringField("rule_pack", result.rules().pack().hash());
            if (result.comparison().isPresent()) {
                Comparison comparison = result.comparison().get();
                json.writeObjectFieldStart("against");
                json.writeNumberField("alerts", comparison.alerts());
                json.writeStringField("rule_pack", comparison.against().pack().hash());
                json.writeEndObject();
            }
        });
    }

    static List<String> lines(BacktestResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(run(result));
        result.ofRules().forEach(rule -> lines.add(line("rule", json -> rule(rule, result.reading(), json))));
        for (RuleResult rule : result.ofRules()) {
            rule.alerts().forEach(alert -> lines.add(line("alert", json -> alert(alert, json))));
        }
        result.comparison().ifPresent(comparison -> {
            comparison.ofRules().forEach(rule -> lines.add(line("difference", json -> difference(rule, json))));
            comparison.ofRules().forEach(rule -> alertDifferences(rule, lines));
        });
        return lines;
    }

    private static void rule(RuleResult result, Reading reading, JsonGenerator json) throws IOException {
        json.writeStringField("rule_id", result.rule().id());
        json.writeNumberField("rule_version", result.rule().version());
        json.writeStringField("level", result.rule().level().word());
        json.writeStringField("mode", result.rule().mode().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("alerts", result.alerts().size());
        json.writeNumberField("truncated_alerts", result.truncated());
        json.writeNumberField("events", result.events());
        json.writeNumberField(
                "alerts_per_day",
                decimal(reading.days() == 0 ? 0 : (double) result.alerts().size() / reading.days(), 3));
        json.writeObjectFieldStart("per_day");
        for (Map.Entry<Long, Long> day : result.alertsPerDay().entrySet()) {
            json.writeNumberField(Day.text(day.getKey()), day.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("keys_alerted", result.keys().size());
        json.writeArrayFieldStart("top_keys");
        for (TopKey key : result.keys().stream().limit(MOST_KEYS).toList()) {
            json.writeStartObject();
            json.writeStringField("tenant", key.tenant());
            values(json, "key", key.key());
            json.writeNumberField("alerts", key.alerts());
            json.writeNumberField("events", key.events());
            json.writeEndObject();
        }
        json.writeEndArray();
        cost(result.cost(), json);
        json.writeArrayFieldStart("not_evaluable");
        for (NotEvaluable format : result.notEvaluable()) {
            json.writeStartObject();
            json.writeStringField("format", format.format());
            texts(json, "lacks", format.lacks());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void cost(RuleCost cost, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("cost");
        json.writeNumberField("matched", cost.matched());
        json.writeNumberField("matched_per_million", decimal(cost.matchedPerMillion(), 1));
        json.writeNumberField("evaluated", cost.evaluated());
        json.writeNumberField("evaluation_share", decimal(cost.evaluationShare(), 4));
        json.writeNumberField("keys", cost.keys());
        json.writeNumberField("state_bytes", cost.stateBytes());
        json.writeNumberField("state_bytes_per_key", decimal(cost.stateBytesPerKey(), 1));
        json.writeEndObject();
    }

    private static void alert(Alert alert, JsonGenerator json) throws IOException {
        json.writeStringField("rule_id", alert.rule().id());
        json.writeStringField("alert_id", alert.id());
        json.writeStringField("tenant", alert.tenant());
        values(json, "key", alert.key());
        said(alert, json);
    }

    /** What two versions of a rule may say differently. */
    private static void said(Alert alert, JsonGenerator json) throws IOException {
        json.writeStringField("level", alert.level().word());
        json.writeStringField("time", Iso.text(alert.time()));
        json.writeStringField("last_time", Iso.text(alert.lastTime()));
        json.writeNumberField("count", alert.count());
    }

    private static void difference(RuleDifference rule, JsonGenerator json) throws IOException {
        json.writeStringField("rule_id", rule.ruleId());
        json.writeStringField("rule", rule.kind().name().toLowerCase(Locale.ROOT));
        json.writeArrayFieldStart("logic");
        for (LogicChange change : rule.logic()) {
            json.writeStartObject();
            json.writeStringField("path", change.path());
            json.writeStringField("before", change.before());
            json.writeStringField("after", change.after());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("appeared", rule.appeared().size());
        json.writeNumberField("vanished", rule.vanished().size());
        json.writeNumberField("changed", rule.changed().size());
        json.writeNumberField("unchanged", rule.unchanged());
    }

    private static void alertDifferences(RuleDifference rule, List<String> lines) {
        rule.appeared().forEach(alert -> lines.add(difference("appeared", alert)));
        rule.vanished().forEach(alert -> lines.add(difference("vanished", alert)));
        rule.changed()
                .forEach(change -> lines.add(line("alert_difference", json -> {
                    json.writeStringField("difference", "changed");
                    texts(json, "what", change.what());
                    alert(change.after(), json);
                    json.writeObjectFieldStart("before");
                    said(change.before(), json);
                    json.writeEndObject();
                })));
    }

    private static String difference(String what, Alert alert) {
        return line("alert_difference", json -> {
            json.writeStringField("difference", what);
            alert(alert, json);
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

    private static void values(JsonGenerator json, String name, SortedMap<String, Object> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            Object value = entry.getValue();
            if (value instanceof Number || value instanceof Boolean) {
                json.writeObjectField(entry.getKey(), value);
            } else {
                json.writeStringField(entry.getKey(), value.toString());
            }
        }
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static BigDecimal decimal(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    }
}
