package io.tokenwatch.console.triage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.access.Viewer;
import io.tokenwatch.console.store.Query;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that somebody did about one alert: a document of {@code tokenwatch-actions}.
 *
 * @param value the verdict, the assignee, or when a snooze ends; empty for the others
 * @param comment may come with any kind
 */
public record Action(
        String id,
        Instant time,
        String alertId,
        String tenant,
        String ruleId,
        Kind kind,
        String value,
        String comment) {
    /** Kinds of actions. */
    public enum Kind {
        ACKNOWLEDGE,
        ASSIGN,
        VERDICT,
        SNOOZE,
        COMMENT,
        /** Takes back a verdict or a snooze. */
        REOPEN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String word) {
            return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
        }
    }

    /** The document: who, when, about what. The alert's own document stays as the detector wrote it. */
    ObjectNode document(Viewer who, JsonNode alert) {
        ObjectNode document = Query.object();
        document.put("@timestamp", time.toString());
        if (!tenant.isEmpty()) {
            document.putObject("organization").put("id", tenant);
        }
        document.putObject("user").put("id", who.id()).put("name", who.name());
        document.putObject("rule")
                .put("id", ruleId)
                .put("version", alert.at("/rule/version").asText());
        ObjectNode oauth = document.putObject("oauth");
        oauth.putObject("alert")
                .put("id", alertId)
                .put("dedup_key", alert.at("/oauth/alert/dedup_key").asText())
                .put("level", alert.at("/oauth/alert/level").asText());
        String client = alert.at("/oauth/client/id").asText();
        if (!client.isEmpty()) {
            oauth.putObject("client").put("id", client);
        }
        ObjectNode action = document.putObject("action");
        action.put("id", id);
        action.put("kind", kind.word());
        switch (kind) {
            case ASSIGN -> action.put("assignee", value);
            case VERDICT -> action.put("verdict", value);
            case SNOOZE -> action.put("until", value);
            default -> {}
        }
        if (!comment.isEmpty()) {
            action.put("comment", comment);
        }
        return document;
    }

    /** Empty if it is of a kind that this version does not know. */
    static Optional<Action> read(JsonNode source) {
        JsonNode action = source.path("action");
        return Kind.of(action.path("kind").asText())
                .map(kind -> new Action(
                        action.path("id").asText(),
                        Instant.parse(source.path("@timestamp").asText()),
                        source.at("/oauth/alert/id").asText(),
                        source.at("/organization/id").asText(),
                        source.at("/rule/id").asText(),
                        kind,
                        switch (kind) {
                            case ASSIGN -> action.path("assignee").asText();
                            case VERDICT -> action.path("verdict").asText();
                            case SNOOZE -> action.path("until").asText();
                            default -> "";
                        },
                        action.path("comment").asText()));
    }
}
