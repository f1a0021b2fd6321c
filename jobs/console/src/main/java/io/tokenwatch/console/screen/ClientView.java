package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.triage.Triage;
import io.tokenwatch.console.triage.Verdict;
import io.tokenwatch.console.web.Endpoint;
import io.tokenwatch.console.web.Refusal;
import io.tokenwatch.console.web.Request;
import io.tokenwatch.console.web.Resource;
import java.util.ArrayList;
import java.util.List;

/**
 * One OAuth client: {@code GET /client?id=…&tenant=…}. What it was granted and what it used, from where, its alerts, its risk
 * and its rate.
 */
public final class ClientView implements Resource {
    private static final int MOST_GRANTS = 10;
    private static final int MOST_ALERTS = 10;
    private static final int MOST_VALUES = 100;
    private static final double MOST_RISK = 100;

    private final Triage triage;

    public ClientView(Triage triage) {
        this.triage = triage;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/client", this::client));
    }

    private JsonNode client(Request request) {
        String id = request.required("id");
        List<JsonNode> who = new ArrayList<>(List.of(Query.term("oauth.client.id", id)));
        request.parameter("tenant").ifPresent(tenant -> who.add(Query.term("organization.id", tenant)));
        ObjectNode result = Query.object();
        result.put("now", triage.now().toString());
        result.put("id", id);
        JsonNode grants = grants(request, who);
        JsonNode alerts = alerts(request, who);
        if (grants.path("total").asLong() + alerts.path("total").asLong() == 0) {
            throw Refusal.notFound("No alert and no grant names this client.");
        }
        result.set("grants", grants);
        result.set("alerts", alerts);
        result.set("rate", ClientRate.of(request.store(), who, triage.now()));
        return result;
    }

    private static JsonNode grants(Request request, List<JsonNode> who) {
        ObjectNode body = Query.object();
        body.put("size", MOST_GRANTS);
        body.put("track_total_hits", true);
        body.set("query", Query.all(who));
        body.set("sort", Paging.descending(List.of("oauth.grant.risk", "oauth.grant.last_used", "oauth.grant.issued")));
        ObjectNode aggs = body.putObject("aggs");
        aggs.set("granted", Paging.terms("oauth.scope.granted", MOST_VALUES));
        aggs.set("used", Paging.terms("oauth.scope.used", MOST_VALUES));
        aggs.set("high_privilege", Paging.terms("oauth.scope.high_privilege", MOST_VALUES));
        aggs.set("networks", Paging.terms("oauth.grant.networks", MOST_VALUES));
        aggs.set("states", Paging.terms("oauth.grant.state", 10));
        aggs.set("gaps", Paging.terms("oauth.grant.gaps", 20));
        aggs.set("owners", Paging.terms("oauth.client.owner", 5));
        aggs.set("approvers", Paging.terms("oauth.client.approver", 5));
        aggs.set("purposes", Paging.terms("oauth.client.purpose", 5));
        aggs.set("uses", Query.object("sum", Query.object().put("field", "oauth.grant.uses")));
        aggs.set("subjects", Query.object("cardinality", Query.object().put("field", "user.id")));
        JsonNode answer = request.store().search(Index.LEDGER, body);
        ObjectNode result = Query.object();
        result.set("total", answer.at("/hits/total/value"));
        for (String name : List.of(
                "granted", "used", "high_privilege", "networks", "states", "gaps", "owners", "approvers", "purposes")) {
            result.set(name, Paging.counts(answer.at("/aggregations/" + name)));
        }
        result.set("uses", answer.at("/aggregations/uses/value"));
        result.set("subjects", answer.at("/aggregations/subjects/value"));
        ArrayNode list = result.putArray("list");
        answer.at("/hits/hits").forEach(hit -> list.add(hit.path("_source")));
        return result;
    }

    /** Its alerts, and the risk they add up to but for those that an analyst found to be none. */
    private JsonNode alerts(Request request, List<JsonNode> who) {
        List<String> none = triage.ids(standing -> standing.verdict()
                .filter(verdict -> verdict != Verdict.TRUE_POSITIVE)
                .isPresent());
        List<JsonNode> stands = new ArrayList<>(who);
        stands.add(Query.term("oauth.alert.retracted", false));
        ObjectNode body = Query.object();
        body.put("size", MOST_ALERTS);
        body.put("track_total_hits", true);
        body.set("query", Query.all(stands));
        body.set("sort", Paging.descending(List.of("event.severity", "oauth.alert.last_seen")));
        body.set(
                "_source",
                Query.texts(List.of(
                        "message",
                        "rule.id",
                        "user.id",
                        "oauth.alert.level",
                        "oauth.alert.last_seen",
                        "organization.id")));
        ObjectNode aggs = body.putObject("aggs");
        aggs.set("rules", Paging.terms("rule.id", 50));
        aggs.set("tenants", Paging.terms("organization.id", 20));
        aggs.set(
                "days",
                Query.object(
                        "date_histogram",
                        Query.object()
                                .put("field", "oauth.alert.first_seen")
                                .put("calendar_interval", "day")
                                .put("min_doc_count", 0)));
        ObjectNode risky = aggs.putObject("risky");
        risky.set("filter", Query.not(Query.ids(none)));
        risky.putObject("aggs")
                .set("weight", Query.object("sum", Query.object().put("field", "oauth.alert.risk.weight")));
        JsonNode answer = request.store().search(Index.ALERTS, body);
        ObjectNode result = Query.object();
        result.set("total", answer.at("/hits/total/value"));
        result.put(
                "risk",
                Math.min(
                        MOST_RISK,
                        Math.pow(answer.at("/aggregations/risky/weight/value").asDouble(), 0.25)));
        for (String name : List.of("rules", "tenants", "days")) {
            result.set(name, Paging.counts(answer.at("/aggregations/" + name)));
        }
        ArrayNode list = result.putArray("list");
        for (JsonNode hit : answer.at("/hits/hits")) {
            ObjectNode alert = list.addObject();
            alert.set("id", hit.path("_id"));
            alert.setAll((ObjectNode) hit.path("_source"));
            triage.of(hit.path("_id").asText()).ifPresent(standing -> alert.set("work", standing));
        }
        return result;
    }
}
