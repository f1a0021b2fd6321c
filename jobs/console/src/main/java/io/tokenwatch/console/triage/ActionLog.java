package io.tokenwatch.console.triage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.access.Role;
import io.tokenwatch.console.store.Cluster;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.store.TenantStore;
import io.tokenwatch.console.web.Endpoint;
import io.tokenwatch.console.web.Refusal;
import io.tokenwatch.console.web.Request;
import io.tokenwatch.console.web.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;

/** Writes what analysts do: {@code POST /actions}, about up to 500 alerts at once. */
public final class ActionLog implements Resource {
    private static final int MOST_ALERTS = 500;
    private static final int LONGEST_COMMENT = 8_000;
    private static final int LONGEST_NAME = 256;
    private static final String TEMPLATE = "tokenwatch-actions";

    private final Triage triage;
    private final Cluster cluster;
    private volatile boolean hasTemplate;

    public ActionLog(Triage triage, Cluster cluster) {
        this.triage = triage;
        this.cluster = cluster;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.post("/actions", Role.ANALYST, this::act));
    }

    /** What was done about an alert, oldest first. */
    public static ArrayNode history(TenantStore store, String alertId) {
        ArrayNode sort = Query.array();
        sort.add(Query.object("@timestamp", Query.object().put("order", "asc").put("unmapped_type", "date")));
        ArrayNode history = Query.array();
        for (ObjectNode each : store.find(Index.ACTIONS, Query.term("oauth.alert.id", alertId), sort, 1_000)) {
            ObjectNode entry = history.addObject();
            entry.set("time", each.path("@timestamp"));
            entry.set("who", each.at("/user/name"));
            entry.setAll((ObjectNode) each.path("action"));
        }
        return history;
    }

    private JsonNode act(Request request) {
        JsonNode body = request.body();
        Action.Kind kind =
                Action.Kind.of(body.path("kind").asText()).orElseThrow(() -> Refusal.wrong("no such action"));
        String value = value(kind, body, request);
        String comment = bounded(body.path("comment").asText(), LONGEST_COMMENT, "comment");
        if (kind == Action.Kind.COMMENT && comment.isBlank()) {
            throw Refusal.wrong("a comment has words");
        }
        List<String> ids = body.path("alerts")
                .valueStream()
                .map(JsonNode::asText)
                .distinct()
                .toList();
        if (ids.isEmpty() || ids.size() > MOST_ALERTS) {
            throw Refusal.wrong("name 1 to " + MOST_ALERTS + " alerts");
        }
        List<ObjectNode> alerts = request.store().find(Index.ALERTS, Query.ids(ids), Query.array(), MOST_ALERTS);
        if (alerts.size() < ids.size()) {
            throw Refusal.notFound(ids.size() == 1 ? "There is no such alert." : "One of these alerts is not there.");
        }
        installTemplate();
        for (ObjectNode alert : alerts) {
            write(
                    request,
                    new Action(
                            UUID.randomUUID().toString(),
                            triage.now(),
                            alert.path("_id").asText(),
                            alert.at("/organization/id").asText(),
                            alert.at("/rule/id").asText(),
                            kind,
                            value,
                            comment),
                    alert);
        }
        return Query.object().put("done", alerts.size());
    }

    private void write(Request request, Action action, ObjectNode alert) {
        request.store().create(Index.ACTIONS, action.id(), action.tenant(), action.document(request.viewer(), alert));
        triage.add(action);
    }

    private String value(Action.Kind kind, JsonNode body, Request request) {
        return switch (kind) {
            case VERDICT ->
                Verdict.of(body.path("verdict").asText())
                        .orElseThrow(
                                () -> Refusal.wrong("a verdict is true_positive, false_positive or benign_positive"))
                        .word();
            case ASSIGN -> {
                String to = body.path("assignee").asText();
                yield to.equals("me") ? request.viewer().name() : bounded(to, LONGEST_NAME, "assignee");
            }
            case SNOOZE -> until(body.path("until").asText());
            default -> "";
        };
    }

    private String until(String text) {
        try {
            Instant until = Instant.parse(text);
            if (until.isAfter(triage.now())) {
                return until.toString();
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw Refusal.wrong("a snooze ends at a time to come, such as 2027-01-01T00:00:00Z");
    }

    private static String bounded(String text, int longest, String what) {
        if (text.length() > longest) {
            throw Refusal.wrong("the " + what + " is longer than " + longest + " characters");
        }
        return text;
    }

    /** Before the first document: without it fields would get guessed types. */
    private void installTemplate() {
        if (!hasTemplate) {
            try (InputStream in = ActionLog.class.getResourceAsStream("/elasticsearch/" + TEMPLATE + ".json")) {
                if (in == null) {
                    throw new IllegalStateException("tokenwatch-schemas is not on the class path");
                }
                cluster.template(TEMPLATE, in.readAllBytes());
                hasTemplate = true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
