package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.web.Request;
import java.util.List;

/** A page of a sorted list, and the counts beside it. */
final class Paging {
    /** Elasticsearch serves no hit behind it; who wants more narrows the filters. */
    private static final int DEEPEST = 10_000;

    private Paging() {}

    /** A search for the page that the URL names, with its query. */
    static ObjectNode search(Request request, int size, JsonNode query) {
        int page = request.number("page", 1, 1, DEEPEST / size);
        ObjectNode body = Query.object();
        body.put("size", size);
        body.put("from", (page - 1) * size);
        body.put("track_total_hits", true);
        body.set("query", query);
        return body;
    }

    /** What every page says of itself: total, how much of it can be reached, page and its size. */
    static ObjectNode result(Request request, int size, JsonNode answer) {
        ObjectNode result = Query.object();
        long total = answer.at("/hits/total/value").asLong();
        result.put("total", total);
        result.put("reachable", Math.min(total, DEEPEST));
        result.put("page", request.number("page", 1, 1, DEEPEST / size));
        result.put("page_size", size);
        result.put("complete", !answer.path("timed_out").asBoolean());
        return result;
    }

    /** Descending by these fields, documents without them last. */
    static ArrayNode descending(List<String> fields) {
        ArrayNode sort = Query.array();
        for (String field : fields) {
            sort.add(Query.object(
                    field,
                    Query.object().put("order", "desc").put("missing", "_last").put("unmapped_type", "long")));
        }
        return sort;
    }

    static ObjectNode terms(String field, int size) {
        return Query.object("terms", Query.object().put("field", field).put("size", size));
    }

    /** How many documents hold each value, as an object. */
    static ObjectNode counts(JsonNode aggregation) {
        ObjectNode counts = Query.object();
        for (JsonNode bucket : aggregation.path("buckets")) {
            String key = bucket.has("key_as_string")
                    ? bucket.path("key_as_string").asText()
                    : bucket.path("key").asText();
            counts.set(key, bucket.path("doc_count"));
        }
        return counts;
    }
}
