package io.tokenwatch.console.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.access.Tenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Elasticsearch as somebody with certain tenants sees it. The filter is added here, to each question and to reading by id, and
 * nowhere else: a screen cannot forget it.
 */
public final class TenantStore {
    private static final String TIMEOUT = "6s";

    private final Cluster cluster;
    private final Tenants tenants;

    TenantStore(Cluster cluster, Tenants tenants) {
        this.cluster = cluster;
        this.tenants = tenants;
    }

    public Tenants tenants() {
        return tenants;
    }

    /**
     * Searches.
     *
     * @param body of a search; its query is narrowed to the tenants. Aggregations must stay below it: {@code global} is refused
     * @throws StoreTrouble if there is no answer
     */
    public JsonNode search(Index index, ObjectNode body) {
        if (!body.findParents("global").isEmpty() || body.has("suggest")) {
            throw new IllegalArgumentException("this would look beyond the query, and so beyond the tenants");
        }
        ObjectNode narrowed = body.deepCopy();
        JsonNode query = body.get("query");
        narrowed.set("query", own(index, query == null ? Query.everything() : query));
        narrowed.put("timeout", TIMEOUT);
        return cluster.search(index.pattern(), narrowed);
    }

    /** The source of the documents that match, with {@code _id} added to each; at most 10,000. */
    public List<ObjectNode> find(Index index, JsonNode query, JsonNode sort, int most) {
        ObjectNode body = Query.object();
        body.put("size", most);
        body.set("query", query);
        body.set("sort", sort);
        return sources(search(index, body));
    }

    /** One document; empty if there is none or it is somebody else's: the asker cannot tell which. */
    public Optional<ObjectNode> get(Index index, String id) {
        ObjectNode body = Query.object();
        body.put("size", 1);
        body.set("query", Query.ids(List.of(id)));
        return sources(search(index, body)).stream().findFirst();
    }

    /**
     * Adds a document.
     *
     * @param id for URLs: letters, digits, - and _
     * @param tenant whose it is
     * @throws IllegalArgumentException if it is none of ours
     */
    public void create(Index index, String id, String tenant, ObjectNode document) {
        if (!tenants.include(tenant)) {
            throw new IllegalArgumentException("not our tenant");
        }
        if (!id.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new IllegalArgumentException("no id for a URL");
        }
        cluster.create(index.pattern(), id, document);
    }

    static List<ObjectNode> sources(JsonNode answer) {
        List<ObjectNode> sources = new ArrayList<>();
        for (JsonNode hit : answer.path("hits").path("hits")) {
            if (hit.get("_source") instanceof ObjectNode source) {
                source.put("_id", hit.path("_id").asText());
                sources.add(source);
            }
        }
        return sources;
    }

    private ObjectNode own(Index index, JsonNode query) {
        if (tenants.all() || index.tenantField().isEmpty()) {
            return Query.all(List.of(query));
        }
        return tenants.names().isEmpty()
                ? Query.nothing()
                : Query.all(List.of(Query.terms(index.tenantField(), tenants.names()), query));
    }
}
