package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.store.TenantStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Alerts of one rule about one client of one tenant. Which groups come first, one question tells: rules are few, and of each the
 * gravest clients are enough to fill a page. What is shown of them is then asked for exactly.
 */
final class AlertGroups {
    private static final int MOST_RULES = 1_000;
    private static final int MOST_TENANTS_OF_A_CLIENT = 20;
    private static final String NONE = "";

    private static final Comparator<Group> GRAVEST_FIRST = Comparator.comparingDouble(Group::severity)
            .thenComparingDouble(Group::risk)
            .thenComparingDouble(Group::last)
            .reversed()
            .thenComparing(Group::rule)
            .thenComparing(Group::client)
            .thenComparing(Group::tenant);

    /** @param client empty where no alert of the group names one; so the tenant */
    record Group(String rule, String client, String tenant, double severity, double risk, double last) {
        JsonNode query() {
            return Query.all(
                    List.of(Query.term("rule.id", rule), is("oauth.client.id", client), is("organization.id", tenant)));
        }

        private static JsonNode is(String field, String value) {
            return value.isEmpty() ? Query.not(Query.exists(field)) : Query.term(field, value);
        }
    }

    private AlertGroups() {}

    /** Adds what {@link #page} and {@link #total} read from the answer. */
    static void ask(ObjectNode aggs, int most) {
        ObjectNode rules = aggs.putObject("rules");
        rules.putObject("terms").put("field", "rule.id").put("size", MOST_RULES);
        ObjectNode ofRule = rules.putObject("aggs");
        ofRule.set(
                "how_many",
                Query.object(
                        "cardinality",
                        Query.object().put("field", "oauth.client.id").put("precision_threshold", 40_000)));
        ofRule.set("without", Query.object("missing", Query.object().put("field", "oauth.client.id")));
        ObjectNode clients = ofRule.putObject("clients");
        ObjectNode terms = clients.putObject("terms");
        terms.put("field", "oauth.client.id").put("missing", NONE).put("size", most);
        ArrayNode order = terms.putArray("order");
        for (String measure : List.of("severity", "risk", "last")) {
            order.add(Query.object().put(measure, "desc"));
        }
        ObjectNode ofClient = measures(clients.putObject("aggs"));
        ObjectNode tenants = ofClient.putObject("tenants");
        tenants.putObject("terms")
                .put("field", "organization.id")
                .put("missing", NONE)
                .put("size", MOST_TENANTS_OF_A_CLIENT);
        measures(tenants.putObject("aggs"));
    }

    private static ObjectNode measures(ObjectNode aggs) {
        aggs.set("severity", Query.object("max", Query.object().put("field", "event.severity")));
        aggs.set("risk", Query.object("max", Query.object().put("field", "event.risk_score")));
        aggs.set("last", Query.object("max", Query.object().put("field", "oauth.alert.last_seen")));
        return aggs;
    }

    /** How many pairs of rule and client there are: exact up to 40,000 clients of a rule, then within some percent. */
    static long total(JsonNode answer) {
        long total = 0;
        for (JsonNode rule : answer.at("/aggregations/rules/buckets")) {
            total += rule.at("/how_many/value").asLong()
                    + (rule.at("/without/doc_count").asLong() > 0 ? 1 : 0);
        }
        return total;
    }

    static List<Group> page(JsonNode answer, int from, int size) {
        List<Group> groups = new ArrayList<>();
        for (JsonNode rule : answer.at("/aggregations/rules/buckets")) {
            for (JsonNode client : rule.at("/clients/buckets")) {
                for (JsonNode tenant : client.at("/tenants/buckets")) {
                    groups.add(new Group(
                            rule.path("key").asText(),
                            client.path("key").asText(),
                            tenant.path("key").asText(),
                            tenant.at("/severity/value").asDouble(),
                            tenant.at("/risk/value").asDouble(),
                            tenant.at("/last/value").asDouble()));
                }
            }
        }
        return groups.stream().sorted(GRAVEST_FIRST).skip(from).limit(size).toList();
    }

    /** What is shown of each group, with its gravest and latest alert. */
    static ArrayNode details(TenantStore store, JsonNode query, List<Group> groups) {
        ArrayNode list = Query.array();
        if (groups.isEmpty()) {
            return list;
        }
        ObjectNode body = Query.object();
        body.put("size", 0);
        body.set(
                "query",
                Query.all(List.of(
                        query, Query.any(groups.stream().map(Group::query).toList()))));
        ObjectNode each = body.putObject("aggs").putObject("groups");
        ArrayNode filters = each.putObject("filters").putArray("filters");
        groups.forEach(group -> filters.add(group.query()));
        ObjectNode aggs = measures(each.putObject("aggs"));
        aggs.set("first", Query.object("min", Query.object().put("field", "oauth.alert.first_seen")));
        aggs.set("subjects", Query.object("cardinality", Query.object().put("field", "user.id")));
        ObjectNode top = aggs.putObject("top").putObject("top_hits").put("size", 1);
        top.putArray("sort")
                .add(Query.object("event.severity", Query.object().put("order", "desc")))
                .add(Query.object("oauth.alert.last_seen", Query.object().put("order", "desc")));
        top.set(
                "_source",
                Query.texts(List.of(
                        "message",
                        "event.reason",
                        "rule.id",
                        "rule.name",
                        "oauth.alert.why",
                        "oauth.alert.key",
                        "oauth.client.id",
                        "oauth.alert.level",
                        "oauth.alert.count",
                        "user.id")));
        JsonNode buckets = store.search(Index.ALERTS, body).at("/aggregations/groups/buckets");
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            JsonNode bucket = buckets.path(i);
            JsonNode hit = bucket.at("/top/hits/hits/0");
            ObjectNode shown = list.addObject();
            shown.put("rule", group.rule()).put("client", group.client()).put("tenant", group.tenant());
            shown.set("alerts", bucket.path("doc_count"));
            shown.set("severity", bucket.at("/severity/value"));
            shown.set("risk", bucket.at("/risk/value"));
            shown.set("first", bucket.at("/first/value_as_string"));
            shown.set("last", bucket.at("/last/value_as_string"));
            shown.set("subjects", bucket.at("/subjects/value"));
            shown.set("alert_id", hit.path("_id"));
            shown.set("alert", hit.path("_source"));
        }
        return list;
    }
}
