package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.store.TenantStore;
import io.tokenwatch.console.triage.Triage;
import io.tokenwatch.console.web.Endpoint;
import io.tokenwatch.console.web.Request;
import io.tokenwatch.console.web.Resource;
import java.util.List;

/**
 * The queue: {@code GET /queue} groups alerts by rule and client, the gravest first; {@code GET /queue/alerts} lists those of a
 * group. Both take the parameters of {@link AlertFilter}.
 */
public final class AlertQueue implements Resource {
    static final int PAGE = 25;
    private static final int MOST_PAGES = 200;
    private static final int DEEPEST = 10_000;

    private final Triage triage;
    private final AlertFilter filter;

    public AlertQueue(Triage triage) {
        this.triage = triage;
        this.filter = new AlertFilter(triage);
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/queue", this::groups), Endpoint.get("/queue/alerts", this::alerts));
    }

    private JsonNode groups(Request request) {
        JsonNode query = filter.query(request);
        int page = request.number("page", 1, 1, MOST_PAGES);
        TenantStore store = request.store();
        ObjectNode body = Query.object();
        body.put("size", 0);
        body.put("track_total_hits", true);
        body.set("query", query);
        ObjectNode aggs = body.putObject("aggs");
        aggs.set("levels", terms("oauth.alert.level", 10));
        aggs.set("tenants", terms("organization.id", 100));
        AlertGroups.ask(aggs, page * PAGE);
        JsonNode answer = store.search(Index.ALERTS, body);

        ObjectNode result = Query.object();
        result.put("now", triage.now().toString());
        result.set("alerts", answer.at("/hits/total/value"));
        result.put("complete", !answer.path("timed_out").asBoolean());
        result.put("groups_total", AlertGroups.total(answer));
        result.put("page", page);
        result.put("page_size", PAGE);
        counts(result.putObject("levels"), answer.at("/aggregations/levels"));
        counts(result.putObject("tenants"), answer.at("/aggregations/tenants"));
        List<AlertGroups.Group> shown = AlertGroups.page(answer, (page - 1) * PAGE, PAGE);
        result.set("groups", AlertGroups.details(store, query, shown));
        return result;
    }

    private JsonNode alerts(Request request) {
        int from = request.number("from", 0, 0, DEEPEST - PAGE);
        ObjectNode body = Query.object();
        body.put("size", PAGE);
        body.put("from", from);
        body.put("track_total_hits", true);
        body.set("query", filter.query(request));
        body.set(
                "_source",
                Query.texts(List.of(
                        "message",
                        "event.reason",
                        "event.severity",
                        "event.risk_score",
                        "rule",
                        "organization",
                        "user",
                        "oauth.client",
                        "oauth.alert.level",
                        "oauth.alert.first_seen",
                        "oauth.alert.last_seen",
                        "oauth.alert.count",
                        "oauth.alert.status",
                        "oauth.alert.key")));
        ArrayNode sort = body.putArray("sort");
        for (String field : List.of("event.severity", "event.risk_score", "oauth.alert.last_seen")) {
            sort.add(Query.object(field, Query.object().put("order", "desc")));
        }
        JsonNode answer = request.store().search(Index.ALERTS, body);
        ObjectNode result = Query.object();
        result.set("total", answer.at("/hits/total/value"));
        result.put("from", from);
        ArrayNode list = result.putArray("alerts");
        for (JsonNode hit : answer.at("/hits/hits")) {
            ObjectNode alert = list.addObject();
            alert.set("id", hit.path("_id"));
            alert.setAll((ObjectNode) hit.path("_source"));
            triage.of(hit.path("_id").asText()).ifPresent(standing -> alert.set("work", standing));
        }
        return result;
    }

    private static ObjectNode terms(String field, int size) {
        return Query.object("terms", Query.object().put("field", field).put("size", size));
    }

    private static void counts(ObjectNode into, JsonNode aggregation) {
        for (JsonNode bucket : aggregation.path("buckets")) {
            into.set(bucket.path("key").asText(), bucket.path("doc_count"));
        }
    }
}
