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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two runs over the same events, alert by alert: {@code GET /replays?a=…&b=…}. A side is a replay's run id, {@code live} or
 * {@code shadow}. An alert has the same id in both if it is the same tenant, rule, key and day, whatever the rule's version.
 */
public final class ReplayComparison implements Resource {
    private static final int MOST_RUNS = 200;
    private static final int PAGE = 5_000;
    /** Of each side; beyond it the comparison says that it is not complete. */
    private static final int MOST_ALERTS = 50_000;

    private static final int SHOWN = 50;

    /** An alert of a side, as far as it is compared. */
    private record Side(String index, JsonNode source) {
        String rule() {
            return source.at("/rule/id").asText();
        }
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/replays", this::compare));
    }

    private JsonNode compare(Request request) {
        ObjectNode result = Query.object();
        result.set("runs", runs(request.store()));
        String a = request.parameter("a").orElse("");
        String b = request.parameter("b").orElse("");
        if (!a.isEmpty() && !b.isEmpty()) {
            String rule = request.parameter("rule").orElse("");
            result.set("comparison", comparison(read(request.store(), a, rule), read(request.store(), b, rule)));
        }
        return result;
    }

    private static ArrayNode runs(TenantStore store) {
        ArrayNode runs = Query.array();
        for (Index index : List.of(Index.ALERTS, Index.SHADOW_ALERTS, Index.REPLAY_ALERTS)) {
            ObjectNode body = Query.object();
            body.put("size", 0);
            ObjectNode byRun = body.putObject("aggs").putObject("runs");
            byRun.putObject("terms").put("field", "run.id").put("size", MOST_RUNS);
            ObjectNode each = byRun.putObject("aggs");
            each.set("from", Query.object("min", Query.object().put("field", "oauth.alert.first_seen")));
            each.set("to", Query.object("max", Query.object().put("field", "oauth.alert.last_seen")));
            each.set("packs", Paging.terms("oauth.alert.pack", 5));
            JsonNode buckets = store.search(index, body).at("/aggregations/runs/buckets");
            long sum = 0;
            for (JsonNode bucket : buckets) {
                sum += bucket.path("doc_count").asLong();
                if (index == Index.REPLAY_ALERTS) {
                    ObjectNode run = runs.addObject();
                    run.set("id", bucket.path("key"));
                    run.set("alerts", bucket.path("doc_count"));
                    run.set("from", bucket.at("/from/value_as_string"));
                    run.set("to", bucket.at("/to/value_as_string"));
                    run.set("packs", Paging.counts(bucket.path("packs")));
                }
            }
            if (index != Index.REPLAY_ALERTS && sum > 0) {
                runs.addObject()
                        .put("id", index == Index.ALERTS ? "live" : "shadow")
                        .put("alerts", sum);
            }
        }
        return runs;
    }

    /** The alerts of a side by id. */
    private static Map<String, Side> read(TenantStore store, String side, String rule) {
        Index index =
                switch (side) {
                    case "live" -> Index.ALERTS;
                    case "shadow" -> Index.SHADOW_ALERTS;
                    default -> Index.REPLAY_ALERTS;
                };
        List<JsonNode> parts = new ArrayList<>(List.of(Query.term("oauth.alert.retracted", false)));
        if (index == Index.REPLAY_ALERTS) {
            parts.add(Query.term("run.id", side));
        }
        if (!rule.isEmpty()) {
            parts.add(Query.term("rule.id", rule));
        }
        ObjectNode body = Query.object();
        body.put("size", PAGE);
        body.set("query", Query.all(parts));
        body.putArray("sort")
                .add(Query.object(
                        "oauth.alert.id", Query.object().put("order", "asc").put("unmapped_type", "keyword")));
        body.set(
                "_source",
                Query.texts(List.of(
                        "message",
                        "rule.id",
                        "rule.version",
                        "organization.id",
                        "user.id",
                        "oauth.client.id",
                        "oauth.alert.level",
                        "oauth.alert.first_seen",
                        "oauth.alert.count")));
        Map<String, Side> alerts = new TreeMap<>();
        while (alerts.size() < MOST_ALERTS) {
            JsonNode hits = store.search(index, body).at("/hits/hits");
            hits.forEach(hit -> alerts.put(hit.path("_id").asText(), new Side(side, hit.path("_source"))));
            if (hits.size() < PAGE) {
                return alerts;
            }
            body.set("search_after", hits.get(hits.size() - 1).path("sort"));
        }
        throw Refusal.wrong("one side has more than " + MOST_ALERTS + " alerts: compare one rule, with 'rule'");
    }

    private static ObjectNode comparison(Map<String, Side> a, Map<String, Side> b) {
        ObjectNode result = Query.object();
        Map<String, ObjectNode> rules = new TreeMap<>();
        ArrayNode onlyA = result.putArray("only_a");
        ArrayNode onlyB = result.putArray("only_b");
        ArrayNode changed = result.putArray("changed");
        a.forEach((id, alert) -> {
            Side other = b.get(id);
            ObjectNode row = row(rules, alert.rule());
            row.set("version_a", alert.source().at("/rule/version"));
            boolean same = other != null && level(other).equals(level(alert));
            add(row, other == null ? "only_a" : same ? "both" : "changed");
            if (other == null) {
                show(onlyA, id, alert);
            } else if (!same) {
                show(changed, id, alert).put("level_b", level(other));
            }
        });
        b.forEach((id, alert) -> {
            ObjectNode row = row(rules, alert.rule());
            row.set("version_b", alert.source().at("/rule/version"));
            if (!a.containsKey(id)) {
                add(row, "only_b");
                show(onlyB, id, alert);
            }
        });
        result.put("total_a", a.size());
        result.put("total_b", b.size());
        ArrayNode list = result.putArray("rules");
        rules.values().forEach(list::add);
        return result;
    }

    private static String level(Side side) {
        return side.source().at("/oauth/alert/level").asText();
    }

    private static ObjectNode row(Map<String, ObjectNode> rules, String rule) {
        return rules.computeIfAbsent(rule, id -> Query.object()
                .put("rule", id)
                .put("both", 0)
                .put("only_a", 0)
                .put("only_b", 0)
                .put("changed", 0));
    }

    private static void add(ObjectNode row, String what) {
        row.put(what, row.path(what).asInt() + 1);
    }

    private static ObjectNode show(ArrayNode list, String id, Side side) {
        ObjectNode shown = Query.object();
        if (list.size() < SHOWN) {
            shown.put("id", id);
            shown.set("rule", side.source().at("/rule/id"));
            shown.set("level", side.source().at("/oauth/alert/level"));
            shown.set("client", side.source().at("/oauth/client/id"));
            shown.set("user", side.source().at("/user/id"));
            shown.set("tenant", side.source().at("/organization/id"));
            shown.set("first", side.source().at("/oauth/alert/first_seen"));
            shown.put("live", side.index().equals("live"));
            list.add(shown);
        }
        return shown;
    }
}
