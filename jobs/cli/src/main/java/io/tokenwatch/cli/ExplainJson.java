package io.tokenwatch.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.Subject;
import io.tokenwatch.detector.Fact;
import io.tokenwatch.detector.Finding;
import io.tokenwatch.detector.NearMiss;
import io.tokenwatch.engine.Account;
import io.tokenwatch.event.Field;
import io.tokenwatch.explain.Explanation;
import io.tokenwatch.explain.Unmatched;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.Evidence;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer for a machine: one JSON object. */
final class ExplainJson {
    private final JsonGenerator json;

    private ExplainJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(ExplainAnswer answer) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            new ExplainJson(json).write(answer);
        }
        return text.toString();
    }

    private void write(ExplainAnswer answer) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", answer.rule().id());
        json.writeStringField("asked", answer.asked());
        json.writeNumberField("read", answer.read());
        json.writeNumberField("unreadable", answer.unreadable());
        json.writeArrayFieldStart("alerts");
        for (Alert alert : answer.alerts()) {
            json.writeStartObject();
            json.writeStringField("id", alert.id());
            json.writeStringField("time", Instant.ofEpochMilli(alert.time()).toString());
            json.writeNumberField("count", alert.count());
            facts(alert.facts());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("events");
        for (Explanation explanation : answer.explanations()) {
            event(answer.rule(), explanation);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void event(Rule rule, Explanation explanation) throws IOException {
        json.writeStartObject();
        json.writeStringField("event_id", explanation.event().text(Field.EVENT_ID));
        json.writeStringField(
                "event_time",
                Instant.ofEpochMilli(explanation.event().eventTime()).toString());
        json.writeBooleanField("fired", explanation.fired());
        json.writeArrayFieldStart("matched");
        for (String step : explanation.matched()) {
            json.writeString(step);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("unmatched");
        for (Unmatched step : explanation.unmatched()) {
            json.writeStartObject();
            json.writeStringField("step", step.step());
            lacks(step.lacks());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!explanation.keyless().isEmpty()) {
            lacks(explanation.keyless());
        }
        json.writeArrayFieldStart("keys");
        for (Account account : explanation.accounts()) {
            account(rule, account);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void account(Rule rule, Account account) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("key");
        for (Map.Entry<String, String> part : key(rule, account.subject()).entrySet()) {
            json.writeStringField(part.getKey(), part.getValue());
        }
        json.writeEndObject();
        json.writeStringField("step", rule.steps().get(account.step()).name());
        json.writeArrayFieldStart("findings");
        for (Finding finding : account.findings()) {
            json.writeStartObject();
            json.writeStringField("time", Instant.ofEpochMilli(finding.time()).toString());
            facts(finding.facts());
            evidence(finding.evidence());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("nearest");
        for (NearMiss miss : account.nearest()) {
            json.writeStartObject();
            lacks(miss.lacks());
            evidence(miss.evidence());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void facts(List<Fact> facts) throws IOException {
        json.writeArrayFieldStart("facts");
        for (Fact fact : facts) {
            saw(fact.feature(), fact.observed(), fact.expected());
        }
        json.writeEndArray();
    }

    private void lacks(List<Lack> lacks) throws IOException {
        json.writeArrayFieldStart("lacks");
        for (Lack lack : lacks) {
            saw(lack.step(), lack.saw(), lack.need());
        }
        json.writeEndArray();
    }

    private void saw(String step, String saw, String need) throws IOException {
        json.writeStartObject();
        json.writeStringField("step", step);
        json.writeStringField("saw", saw);
        json.writeStringField("need", need);
        json.writeEndObject();
    }

    private void evidence(List<Evidence> evidence) throws IOException {
        json.writeArrayFieldStart("evidence");
        for (Evidence one : evidence) {
            json.writeString(one.eventId());
        }
        json.writeEndArray();
    }

    /** The key by field name, the tenant first. */
    static Map<String, String> key(Rule rule, Subject subject) {
        Map<String, String> key = new LinkedHashMap<>();
        key.put(Field.TENANT.fieldName(), subject.tenant());
        for (int i = 0; i < subject.values().size(); i++) {
            key.put(rule.groupBy().get(i).name(), subject.values().get(i).toString());
        }
        return key;
    }
}
