package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.store.Query;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The events that alerts hold as evidence, each once however many alerts hold it. */
final class TimelineEvents {
    private static final Comparator<ObjectNode> IN_ORDER = Comparator.<ObjectNode, String>comparing(
                    event -> event.path("time").asText())
            .thenComparing(event -> event.path("id").asText());

    private TimelineEvents() {}

    static ArrayNode of(Collection<ObjectNode> alerts) {
        Map<String, ObjectNode> events = new TreeMap<>();
        for (ObjectNode alert : alerts) {
            for (JsonNode evidence : alert.at("/oauth/alert/evidence")) {
                add(events, alert, evidence);
            }
        }
        ArrayNode list = Query.array();
        events.values().stream().sorted(IN_ORDER).forEach(list::add);
        return list;
    }

    private static void add(Map<String, ObjectNode> events, ObjectNode alert, JsonNode evidence) {
        String id = evidence.path("id").asText();
        ObjectNode event = events.computeIfAbsent(id, key -> {
            ObjectNode fresh = Query.object();
            fresh.put("id", key);
            fresh.set("time", evidence.path("time"));
            fresh.putObject("fields");
            fresh.putArray("roles");
            return fresh;
        });
        // Rules keep different fields of one event: together they say more.
        evidence.path("fields").properties().forEach(field -> ((ObjectNode) event.path("fields"))
                .set(field.getKey(), field.getValue()));
        for (String place : java.util.List.of("topic", "partition", "offset")) {
            if (evidence.has(place)) {
                event.set(place, evidence.path(place));
            }
        }
        ObjectNode role = ((ArrayNode) event.path("roles")).addObject();
        role.set("alert", alert.path("_id"));
        role.set("rule", alert.at("/rule/id"));
        role.set("role", evidence.path("role"));
        role.set("step", evidence.path("step"));
        event.put("what", what(event, alert, evidence));
    }

    /** issued, refreshed, used, refused, revoked, or changed; the gravest that any alert says of it. */
    private static String what(ObjectNode event, ObjectNode alert, JsonNode evidence) {
        String role = evidence.path("role").asText();
        String topic = event.path("topic").asText();
        String type = event.at("/fields/event_type").asText();
        String outcome = event.at("/fields/outcome").asText();
        if (role.equals("revocation")
                || topic.endsWith("revocation")
                || type.endsWith(".revoked")
                || event.path("what").asText().equals("revoked")) {
            return "revoked";
        }
        if (topic.endsWith("administration")) {
            return "changed";
        }
        if (topic.endsWith("issuance") || type.equals("token.issued") || type.equals("token.refreshed")) {
            boolean refresh = type.equals("token.refreshed")
                    || event.at("/fields/grant_type").asText().equals("refresh_token")
                    || alert.at("/rule/id").asText().startsWith("refresh-");
            return outcome.equals("failure") ? "refused" : refresh ? "refreshed" : "issued";
        }
        return outcome.equals("failure") || outcome.equals("denied") ? "refused" : "used";
    }
}
