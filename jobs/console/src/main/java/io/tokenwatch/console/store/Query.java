package io.tokenwatch.console.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/** The few queries of Elasticsearch that the console asks, as JSON trees: a value never becomes syntax. */
public final class Query {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Query() {}

    public static ObjectNode object() {
        return JSON.objectNode();
    }

    public static ArrayNode array() {
        return JSON.arrayNode();
    }

    public static ObjectNode everything() {
        return object("match_all", object());
    }

    public static ObjectNode nothing() {
        return object("match_none", object());
    }

    public static ObjectNode term(String field, String value) {
        return object("term", object(field, JSON.textNode(value)));
    }

    public static ObjectNode term(String field, boolean value) {
        return object("term", object(field, JSON.booleanNode(value)));
    }

    public static ObjectNode terms(String field, Collection<String> values) {
        return object("terms", object(field, texts(values)));
    }

    public static ObjectNode ids(Collection<String> ids) {
        return object("ids", object("values", texts(ids)));
    }

    public static ObjectNode exists(String field) {
        return object("exists", object("field", JSON.textNode(field)));
    }

    /** @param comparison gt, gte, lt or lte */
    public static ObjectNode range(String field, String comparison, String bound) {
        return object("range", object(field, object(comparison, JSON.textNode(bound))));
    }

    /** Words as people type them, in any of the fields; wrong syntax finds less, and never fails. */
    public static ObjectNode words(String text, List<String> fields) {
        ObjectNode query = object("query", JSON.textNode(text));
        query.set("fields", texts(fields));
        query.put("default_operator", "and");
        query.put("flags", "AND|OR|NOT|PHRASE|PREFIX");
        query.put("lenient", true);
        return object("simple_query_string", query);
    }

    public static ObjectNode all(Collection<? extends JsonNode> queries) {
        return object("bool", object("filter", list(queries)));
    }

    public static ObjectNode any(Collection<? extends JsonNode> queries) {
        ObjectNode bool = object("should", list(queries));
        bool.put("minimum_should_match", 1);
        return object("bool", bool);
    }

    public static ObjectNode not(JsonNode query) {
        return object("bool", object("must_not", query));
    }

    public static ObjectNode object(String key, JsonNode value) {
        ObjectNode object = object();
        object.set(key, value);
        return object;
    }

    public static ArrayNode texts(Collection<String> values) {
        ArrayNode array = array();
        values.forEach(array::add);
        return array;
    }

    public static ArrayNode list(Collection<? extends JsonNode> nodes) {
        ArrayNode array = array();
        nodes.forEach(array::add);
        return array;
    }
}
