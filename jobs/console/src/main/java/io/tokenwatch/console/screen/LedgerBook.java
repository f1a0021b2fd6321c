package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.web.Endpoint;
import io.tokenwatch.console.web.Request;
import io.tokenwatch.console.web.Resource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The ledger of grants: {@code GET /ledger}, filtered by what is wrong with them. */
public final class LedgerBook implements Resource {
    private static final int PAGE = 25;
    private static final List<String> SEARCHED = List.of(
            "oauth.client.id",
            "user.id",
            "oauth.client.owner",
            "oauth.client.approver",
            "oauth.scope.granted",
            "oauth.token.family_hash",
            "oauth.token.hash",
            "oauth.grant.networks",
            "oauth.issuer");

    private final Clock clock;

    public LedgerBook(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/ledger", this::grants));
    }

    private JsonNode grants(Request request) {
        ObjectNode body = Paging.search(request, PAGE, query(request));
        body.set("sort", Paging.descending(List.of("oauth.grant.risk", "oauth.grant.last_used", "oauth.grant.issued")));
        ObjectNode aggs = body.putObject("aggs");
        aggs.set("gaps", Paging.terms("oauth.grant.gaps", 20));
        aggs.set("states", Paging.terms("oauth.grant.state", 10));
        aggs.set("tenants", Paging.terms("organization.id", 100));
        aggs.set("kinds", Paging.terms("oauth.grant.subject_type", 10));
        JsonNode answer = request.store().search(Index.LEDGER, body);
        ObjectNode result = Paging.result(request, PAGE, answer);
        result.put("now", clock.instant().toString());
        for (String name : List.of("gaps", "states", "tenants", "kinds")) {
            result.set(name, Paging.counts(answer.at("/aggregations/" + name)));
        }
        ArrayNode grants = result.putArray("grants");
        answer.at("/hits/hits").forEach(hit -> grants.add(hit.path("_source")));
        return result;
    }

    /** Each gap that is named must be there: who asks for two sees what has both. */
    private static JsonNode query(Request request) {
        List<JsonNode> parts = new ArrayList<>();
        request.parameters("gap").forEach(gap -> parts.add(Query.term("oauth.grant.gaps", gap)));
        several(parts, request, "state", "oauth.grant.state");
        several(parts, request, "kind", "oauth.grant.subject_type");
        several(parts, request, "tenant", "organization.id");
        several(parts, request, "client", "oauth.client.id");
        several(parts, request, "subject", "user.id");
        several(parts, request, "scope", "oauth.scope.granted");
        request.parameter("q").ifPresent(words -> parts.add(Query.words(words, SEARCHED)));
        return Query.all(parts);
    }

    private static void several(List<JsonNode> parts, Request request, String parameter, String field) {
        List<String> values = request.parameters(parameter);
        if (!values.isEmpty()) {
            parts.add(Query.terms(field, values));
        }
    }
}
