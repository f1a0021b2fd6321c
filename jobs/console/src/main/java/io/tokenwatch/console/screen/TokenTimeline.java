package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.store.TenantStore;
import io.tokenwatch.console.web.Endpoint;
import io.tokenwatch.console.web.Refusal;
import io.tokenwatch.console.web.Request;
import io.tokenwatch.console.web.Resource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The life of a token as far as it is known: what the evidence of every alert about it says, and the ledger. One picture of
 * several documents, each event once. {@code GET /timeline?token=HASH} gives it for a token or family, wherever it was named.
 */
public final class TokenTimeline implements Resource {
    private static final int MOST_ALERTS = 100;
    private static final int MOST_GRANTS = 20;

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/timeline", this::timeline));
    }

    private JsonNode timeline(Request request) {
        String token = request.required("token");
        ObjectNode timeline = of(request.store(), Set.of(token), List.of());
        if (timeline.path("events").isEmpty() && timeline.path("grants").isEmpty()) {
            throw Refusal.notFound("No alert and no grant names this token.");
        }
        return timeline;
    }

    /** The timeline that an alert opens on: of its tokens and families, or, where it names none, of its own evidence. */
    static ObjectNode of(TenantStore store, ObjectNode alert) {
        Set<String> tokens = new LinkedHashSet<>();
        alert.at("/oauth/token/hash").forEach(hash -> tokens.add(hash.asText()));
        alert.at("/oauth/token/family_hash").forEach(hash -> tokens.add(hash.asText()));
        return of(store, tokens, List.of(alert));
    }

    private static ObjectNode of(TenantStore store, Set<String> tokens, List<ObjectNode> known) {
        Map<String, ObjectNode> alerts = new TreeMap<>();
        known.forEach(alert -> alerts.put(alert.path("_id").asText(), alert));
        List<ObjectNode> grants = List.of();
        if (!tokens.isEmpty()) {
            List<JsonNode> named =
                    List.of(Query.terms("oauth.token.hash", tokens), Query.terms("oauth.token.family_hash", tokens));
            JsonNode about = Query.all(List.of(Query.any(named), Query.term("oauth.alert.retracted", false)));
            store.find(Index.ALERTS, about, newestFirst("oauth.alert.last_seen"), MOST_ALERTS)
                    .forEach(alert -> alerts.putIfAbsent(alert.path("_id").asText(), alert));
            List<JsonNode> grant = new ArrayList<>(named);
            // A token of a family is known to the ledger by its family: alerts tell which that is.
            grant.add(Query.terms("oauth.grant.alerts.ids", alerts.keySet()));
            grants = store.find(Index.LEDGER, Query.any(grant), newestFirst("@timestamp"), MOST_GRANTS);
        }
        ObjectNode timeline = Query.object();
        timeline.set("tokens", Query.texts(tokens));
        timeline.set("events", TimelineEvents.of(alerts.values()));
        timeline.set("grants", Query.list(grants));
        ArrayNode list = timeline.putArray("alerts");
        alerts.values().forEach(alert -> list.add(brief(alert)));
        List<String> lives = new ArrayList<>();
        for (ObjectNode alert : alerts.values()) {
            for (String end : List.of("issued_at", "expires_at")) {
                String time = alert.at("/oauth/token/" + end).asText();
                if (!time.isEmpty() && !lives.contains(end)) {
                    lives.add(end);
                    timeline.put(end, time);
                }
            }
        }
        return timeline;
    }

    private static ObjectNode brief(ObjectNode alert) {
        ObjectNode brief = Query.object();
        brief.set("id", alert.path("_id"));
        brief.set("rule", alert.at("/rule/id"));
        brief.set("title", alert.path("message"));
        brief.set("level", alert.at("/oauth/alert/level"));
        brief.set("first", alert.at("/oauth/alert/first_seen"));
        return brief;
    }

    private static ArrayNode newestFirst(String field) {
        ArrayNode sort = Query.array();
        sort.add(Query.object(field, Query.object().put("order", "desc").put("unmapped_type", "date")));
        return sort;
    }
}
