package io.tokenwatch.console.exception;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.store.TenantStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an exception would have done to the alerts that are stored. An exception takes events away: an alert all of whose
 * triggers it takes is silenced, one that keeps some is smaller. Where the evidence is cut short or lacks a field, it is unknown.
 */
final class Impact {
    private static final int PAGE = 1_000;
    /** The latest so many alerts of the rule are looked at. */
    private static final int MOST = 10_000;

    private static final int SHOWN = 10;

    private int lookedAt;
    private int silenced;
    private int smaller;
    private int untouched;
    private int unknown;
    private final ArrayNode examples = Query.array();

    private Impact() {}

    static ObjectNode of(TenantStore store, String rule, String tenant, Map<String, String> match) {
        Impact impact = new Impact();
        List<JsonNode> parts = new ArrayList<>(List.of(
                Query.term("rule.id", rule),
                Query.term("oauth.alert.retracted", false),
                tenant.isEmpty() ? Query.not(Query.exists("organization.id")) : Query.term("organization.id", tenant)));
        ObjectNode body = Query.object();
        body.put("size", PAGE);
        body.put("track_total_hits", true);
        body.set("query", Query.all(parts));
        body.putArray("sort")
                .add(Query.object("oauth.alert.last_seen", Query.object().put("order", "desc")))
                .add(Query.object("oauth.alert.id", Query.object().put("order", "asc")));
        body.set(
                "_source",
                Query.texts(List.of(
                        "message",
                        "user.id",
                        "oauth.client.id",
                        "oauth.alert.evidence",
                        "oauth.alert.truncated",
                        "oauth.alert.count",
                        "oauth.alert.last_seen",
                        "oauth.alert.level")));
        long total = 0;
        while (impact.lookedAt < MOST) {
            JsonNode answer = store.search(Index.ALERTS, body);
            JsonNode hits = answer.at("/hits/hits");
            total = Math.max(total, answer.at("/hits/total/value").asLong());
            hits.forEach(hit -> impact.judge(hit, match));
            if (hits.size() < PAGE) {
                break;
            }
            body.set("search_after", hits.get(hits.size() - 1).path("sort"));
        }
        return impact.json(total);
    }

    private void judge(JsonNode hit, Map<String, String> match) {
        lookedAt++;
        JsonNode alert = hit.at("/_source/oauth/alert");
        int triggers = 0;
        int taken = 0;
        boolean dark = alert.path("truncated").asBoolean();
        for (JsonNode evidence : alert.path("evidence")) {
            if (evidence.path("role").asText().equals("trigger")) {
                triggers++;
                JsonNode fields = evidence.path("fields");
                dark |= match.keySet().stream().anyMatch(field -> !fields.has(field));
                taken += matches(fields, match) ? 1 : 0;
            }
        }
        // Evidence shows some of the events only: the others may be of another kind.
        dark |= triggers == 0 || alert.path("count").asLong() > triggers;
        if (taken == 0) {
            untouched += dark ? 0 : 1;
            unknown += dark ? 1 : 0;
        } else if (taken < triggers) {
            smaller++;
        } else {
            silenced += dark ? 0 : 1;
            unknown += dark ? 1 : 0;
            if (!dark && examples.size() < SHOWN) {
                examples.add(example(hit));
            }
        }
    }

    private static boolean matches(JsonNode fields, Map<String, String> match) {
        return match.entrySet().stream().allMatch(each -> {
            JsonNode value = fields.path(each.getKey());
            return value.isArray()
                    ? value.valueStream().anyMatch(one -> one.asText().equals(each.getValue()))
                    : value.asText().equals(each.getValue());
        });
    }

    private static ObjectNode example(JsonNode hit) {
        ObjectNode example = Query.object();
        example.set("id", hit.path("_id"));
        example.set("title", hit.at("/_source/message"));
        example.set("level", hit.at("/_source/oauth/alert/level"));
        example.set("last", hit.at("/_source/oauth/alert/last_seen"));
        example.set("client", hit.at("/_source/oauth/client/id"));
        example.set("user", hit.at("/_source/user/id"));
        return example;
    }

    private ObjectNode json(long total) {
        ObjectNode json = Query.object();
        json.put("stored", total);
        json.put("looked_at", lookedAt);
        json.put("silenced", silenced);
        json.put("smaller", smaller);
        json.put("untouched", untouched);
        json.put("unknown", unknown);
        json.set("examples", examples);
        return json;
    }
}
