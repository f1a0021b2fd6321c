package io.tokenwatch.flink.pack;

import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.elasticsearch.StatusDocument;
import io.tokenwatch.pack.Verdict;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.yaml.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Documents of {@link StatusDocument#INDEX}: what the job knows of its own rules. */
public final class PackStatus {
    private static final int MOST_ERRORS = 100;
    private static final int LONGEST = 500;

    /** Where a pack stands. */
    enum State {
        ACCEPTED,
        IN_FORCE,
        SUPERSEDED,
        REFUSED
    }

    private final String runId;
    private long lastVersion;

    PackStatus(String runId) {
        this.runId = runId;
    }

    DocumentWrite document(String id, State state, Verdict verdict, int rules, long now) {
        return document(id, "pack", message(state, verdict), now, json -> {
            json.writeObjectFieldStart("pack");
            json.writeStringField("state", state.name().toLowerCase(Locale.ROOT));
            json.writeStringField("hash", verdict.hash());
            if (verdict.effectiveFrom() > 0) {
                json.writeStringField(
                        "effective_from",
                        Instant.ofEpochMilli(verdict.effectiveFrom()).toString());
            }
            json.writeNumberField("rules", rules);
            json.writeArrayFieldStart("errors");
            for (Fault fault : verdict.faults()
                    .subList(0, Math.min(MOST_ERRORS, verdict.faults().size()))) {
                json.writeStartObject();
                json.writeStringField("file", fault.place().file());
                json.writeNumberField("line", fault.place().line());
                json.writeNumberField("column", fault.place().column());
                json.writeStringField("message", bounded(fault.message()));
                json.writeStringField("advice", bounded(fault.advice()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("error_count", verdict.faults().size());
            json.writeEndObject();
        });
    }

    private static String message(State state, Verdict verdict) {
        return switch (state) {
            case ACCEPTED -> "Will be in force for events from its time on.";
            case IN_FORCE -> "In force.";
            case SUPERSEDED -> "Was in force until another pack was.";
            case REFUSED ->
                "Refused, changes nothing: " + bounded(verdict.faults().get(0).message()) + ".";
        };
    }

    private static String bounded(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /**
     * A rule in force.
     *
     * @param lacks what it needs and no event here can have
     */
    DocumentWrite rule(Rule rule, List<String> lacks, String pack, long now) {
        String message = lacks.isEmpty() ? "Evaluable." : notEvaluable(rule, lacks);
        return document("rule-" + rule.id(), "rule", message, now, json -> {
            json.writeObjectFieldStart("pack");
            json.writeStringField("hash", pack);
            json.writeEndObject();
            json.writeObjectFieldStart("rule");
            json.writeStringField("id", rule.id());
            json.writeStringField("version", Integer.toString(rule.version()));
            json.writeStringField("mode", rule.mode().name().toLowerCase(Locale.ROOT));
            json.writeBooleanField("evaluable", lacks.isEmpty());
            json.writeArrayFieldStart("lacks");
            for (String field : lacks) {
                json.writeString(field);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static String notEvaluable(Rule rule, List<String> lacks) {
        return "the rule " + rule.id() + " is not evaluable: no topic has " + String.join(", ", lacks);
    }

    private DocumentWrite document(String id, String kind, String message, long now, StatusDocument.Body body) {
        lastVersion = Math.max(lastVersion + 1, now);
        return StatusDocument.of(id, lastVersion, kind, message, now, runId, body);
    }
}
