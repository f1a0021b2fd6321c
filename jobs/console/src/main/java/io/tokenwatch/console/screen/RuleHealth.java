package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.rules.RuleLibrary;
import io.tokenwatch.console.rules.TestResults;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.store.TenantStore;
import io.tokenwatch.console.triage.Triage;
import io.tokenwatch.console.triage.Verdict;
import io.tokenwatch.console.web.Endpoint;
import io.tokenwatch.console.web.Request;
import io.tokenwatch.console.web.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How each rule does: {@code GET /rules}. Volume, verdicts, latency, cost, what it lacks, what was held back, and its own tests. */
public final class RuleHealth implements Resource {
    private static final int MOST_RULES = 1_000;
    private static final int MOST_STATUS = 5_000;
    private static final Duration WEEK = Duration.ofDays(7);

    private final RuleLibrary library;
    private final TestResults tests;
    private final Triage triage;

    public RuleHealth(RuleLibrary library, Triage triage) {
        this.library = library;
        this.tests = new TestResults(library);
        this.triage = triage;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/rules", this::rules));
    }

    private JsonNode rules(Request request) {
        Map<String, ObjectNode> rows = new TreeMap<>();
        library.all().forEach((id, rule) -> row(rows, id)
                .put("title", rule.title())
                .put("version", rule.version())
                .put("mode", rule.mode().name().toLowerCase(Locale.ROOT))
                .put("status", rule.status().name().toLowerCase(Locale.ROOT))
                .put("level", rule.level().word())
                .put("keeps_evidence_of", rule.correlation()));
        Optional<Map<String, TestResults.Result>> tested = tests.all();
        tested.ifPresent(results -> results.forEach((id, result) ->
                row(rows, id).put("tests", result.tests()).set("failing", Query.texts(result.failures()))));
        volume(request.store(), rows);
        shadow(request.store(), rows);
        status(request.store(), rows);
        triage.verdicts(request.store().tenants()).forEach((id, verdicts) -> {
            ObjectNode row = row(rows, id);
            verdicts.forEach((verdict, count) -> row.put(verdict.word(), count));
            long right = verdicts.getOrDefault(Verdict.TRUE_POSITIVE, 0L);
            long judged = verdicts.values().stream().mapToLong(Long::longValue).sum();
            row.put("judged", judged).put("precision", (double) right / judged);
        });
        ObjectNode result = Query.object();
        result.put("now", triage.now().toString());
        result.put("testing", tested.isEmpty());
        ArrayNode list = result.putArray("rules");
        rows.values().forEach(list::add);
        return result;
    }

    private void volume(TenantStore store, Map<String, ObjectNode> rows) {
        ObjectNode body = Query.object();
        body.put("size", 0);
        ObjectNode rules = body.putObject("aggs").putObject("rules");
        rules.putObject("terms").put("field", "rule.id").put("size", MOST_RULES);
        ObjectNode aggs = rules.putObject("aggs");
        aggs.set("retracted", Query.object("filter", Query.term("oauth.alert.retracted", true)));
        ObjectNode week = aggs.putObject("week");
        week.set(
                "filter",
                Query.range(
                        "oauth.alert.first_seen",
                        "gte",
                        triage.now().minus(WEEK).toString()));
        week.putObject("aggs")
                .set(
                        "days",
                        Query.object(
                                "date_histogram",
                                Query.object()
                                        .put("field", "oauth.alert.first_seen")
                                        .put("calendar_interval", "day")
                                        .put("min_doc_count", 1)));
        aggs.set("last", Query.object("max", Query.object().put("field", "oauth.alert.last_seen")));
        aggs.set("held_back", Query.object("sum", Query.object().put("field", "oauth.alert.suppression.held_back")));
        ObjectNode latency = aggs.putObject("latency").putObject("percentiles").put("field", "oauth.alert.latency_ms");
        latency.putArray("percents").add(50).add(95);
        for (JsonNode bucket : store.search(Index.ALERTS, body).at("/aggregations/rules/buckets")) {
            ObjectNode row = row(rows, bucket.path("key").asText());
            row.set("alerts", bucket.path("doc_count"));
            row.set("week", bucket.at("/week/doc_count"));
            row.set("days", Paging.counts(bucket.at("/week/days")));
            row.set("retracted", bucket.at("/retracted/doc_count"));
            row.set("last", bucket.at("/last/value_as_string"));
            row.set("suppressed", bucket.at("/held_back/value"));
            row.set("latency_p95_ms", bucket.at("/latency/values/95.0"));
        }
    }

    private static void shadow(TenantStore store, Map<String, ObjectNode> rows) {
        ObjectNode body = Query.object();
        body.put("size", 0);
        body.putObject("aggs").set("rules", Paging.terms("rule.id", MOST_RULES));
        for (JsonNode bucket : store.search(Index.SHADOW_ALERTS, body).at("/aggregations/rules/buckets")) {
            row(rows, bucket.path("key").asText()).set("shadow", bucket.path("doc_count"));
        }
    }

    /** What the job says: rules that cannot be evaluated, notifications that the circuit breaker held back, and what rules cost. */
    private static void status(TenantStore store, Map<String, ObjectNode> rows) {
        JsonNode about = Query.terms("kind", List.of("rule", "held-back", "cost"));
        for (ObjectNode each : store.find(Index.STATUS, about, Query.array(), MOST_STATUS)) {
            ObjectNode row = row(rows, each.at("/rule/id").asText());
            switch (each.path("kind").asText()) {
                case "rule" -> {
                    row.set("evaluable", each.at("/rule/evaluable"));
                    row.set("lacks", each.at("/rule/lacks"));
                }
                case "cost" -> {
                    add(row, "cost_records", each.at("/cost/records"));
                    add(row, "cost_micros", each.at("/cost/micros"));
                }
                default -> add(row, "breaker", each.at("/held_back/count"));
            }
        }
    }

    private static void add(ObjectNode row, String field, JsonNode number) {
        row.put(field, row.path(field).asLong() + number.asLong());
    }

    private static ObjectNode row(Map<String, ObjectNode> rows, String id) {
        return rows.computeIfAbsent(id, rule -> Query.object().put("rule", rule));
    }
}
