package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.store.TenantStore;
import io.tokenwatch.console.triage.Triage;
import io.tokenwatch.console.web.Endpoint;
import io.tokenwatch.console.web.Refusal;
import io.tokenwatch.console.web.Request;
import io.tokenwatch.console.web.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the dashboards are drawn of: {@code GET /dashboards?within=24h}. Every indicator over time and split by what it has; how
 * to arrange them is the page's. Sums only: ratios are made of sums, percentiles of merged histograms.
 */
public final class Dashboards implements Resource {
    private static final Map<String, Duration> SPANS =
            Map.of("1h", Duration.ofHours(1), "24h", Duration.ofHours(24), "7d", Duration.ofDays(7));
    private static final Map<String, String> STEPS = Map.of("1h", "1m", "24h", "30m", "7d", "3h");
    /** What an indicator may be split by. */
    private static final Map<String, String> PARTS = Map.of(
            "resource_server", "indicator.resource_server",
            "source", "indicator.source",
            "client", "oauth.client.id",
            "rule", "indicator.rule");

    private static final int MOST_INDICATORS = 50;
    private static final int MOST_PARTS = 15;
    private static final int MOST_MINUTES = 10_000;

    private final Triage triage;

    public Dashboards(Triage triage) {
        this.triage = triage;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/dashboards", this::dashboards));
    }

    private JsonNode dashboards(Request request) {
        String within = request.parameter("within").orElse("24h");
        Duration span = SPANS.get(within);
        if (span == null) {
            throw Refusal.wrong("'within' is 1h, 24h or 7d");
        }
        Instant now = triage.now();
        ObjectNode result = Query.object();
        result.put("now", now.toString());
        result.put("from", now.minus(span).toString());
        result.set("indicators", indicators(request.store(), now.minus(span), STEPS.getOrDefault(within, "30m")));
        result.set("latencies", latencies(request.store(), now.minus(span)));
        result.set("alerts", alerts(request.store(), now.minus(span), STEPS.getOrDefault(within, "30m")));
        return result;
    }

    private static ObjectNode indicators(TenantStore store, Instant from, String step) {
        ObjectNode body = Query.object();
        body.put("size", 0);
        body.set("query", Query.range("@timestamp", "gte", from.toString()));
        ObjectNode ids = body.putObject("aggs").putObject("ids");
        ids.putObject("terms").put("field", "indicator.id").put("size", MOST_INDICATORS);
        ObjectNode each = sums(ids.putObject("aggs"));
        each.set("target", Query.object("max", Query.object().put("field", "indicator.target")));
        each.set("last", Query.object("max", Query.object().put("field", "@timestamp")));
        ObjectNode times = each.putObject("times");
        times.putObject("date_histogram").put("field", "@timestamp").put("fixed_interval", step);
        sums(times.putObject("aggs"));
        PARTS.forEach((part, field) -> {
            ObjectNode by = each.putObject(part);
            by.putObject("terms").put("field", field).put("size", MOST_PARTS);
            sums(by.putObject("aggs"));
        });
        ObjectNode result = Query.object();
        for (JsonNode bucket : store.search(Index.INDICATORS, body).at("/aggregations/ids/buckets")) {
            ObjectNode indicator = values(bucket);
            indicator.set("target", bucket.at("/target/value"));
            indicator.set("last", bucket.at("/last/value_as_string"));
            ArrayNode series = indicator.putArray("times");
            bucket.at("/times/buckets")
                    .forEach(time -> series.add(values(time).set("time", time.path("key_as_string"))));
            for (String part : PARTS.keySet()) {
                ArrayNode parts = indicator.putArray(part);
                bucket.path(part)
                        .path("buckets")
                        .forEach(one -> parts.add(values(one).set("name", one.path("key"))));
            }
            result.set(bucket.path("key").asText(), indicator);
        }
        return result;
    }

    private static ObjectNode sums(ObjectNode aggs) {
        for (String sum : List.of("good", "total", "count", "sum_ms")) {
            aggs.set(sum, Query.object("sum", Query.object().put("field", "indicator." + sum)));
        }
        return aggs;
    }

    private static ObjectNode values(JsonNode bucket) {
        ObjectNode values = Query.object();
        for (String sum : List.of("good", "total", "count", "sum_ms")) {
            values.set(sum, bucket.path(sum).path("value"));
        }
        return values;
    }

    /** Percentiles of the latest minutes: histograms merged here, since not every cluster can. */
    private static ObjectNode latencies(TenantStore store, Instant from) {
        ObjectNode result = Query.object();
        for (String id : List.of("M3", "M8", "M10", "L3", "T4")) {
            JsonNode query = Query.all(
                    List.of(Query.term("indicator.id", id), Query.range("@timestamp", "gte", from.toString())));
            Histogram histogram = new Histogram();
            ArrayNode newest = Query.array();
            newest.add(Query.object(
                    "@timestamp", Query.object().put("order", "desc").put("unmapped_type", "date")));
            List<ObjectNode> minutes = store.find(Index.INDICATORS, query, newest, MOST_MINUTES);
            minutes.forEach(minute -> histogram.add(minute.at("/indicator/latency")));
            if (!histogram.isEmpty()) {
                ObjectNode percentiles = result.putObject(id);
                percentiles.put("p50", histogram.percentile(0.5)).put("p95", histogram.percentile(0.95));
                percentiles.put("p99", histogram.percentile(0.99)).put("count", histogram.count());
                percentiles.set("since", minutes.get(minutes.size() - 1).path("@timestamp"));
            }
        }
        return result;
    }

    private ObjectNode alerts(TenantStore store, Instant from, String step) {
        Instant now = triage.now();
        List<String> done = triage.ids(standing -> standing.isDone(now));
        ObjectNode body = Query.object();
        body.put("size", 0);
        body.set("query", Query.all(List.of(Query.term("oauth.alert.retracted", false), Query.not(Query.ids(done)))));
        ObjectNode aggs = body.putObject("aggs");
        aggs.set("open", Paging.terms("oauth.alert.level", 10));
        ObjectNode fresh = aggs.putObject("fresh");
        fresh.set("filter", Query.range("oauth.alert.first_seen", "gte", from.toString()));
        ObjectNode levels = fresh.putObject("aggs").putObject("levels");
        levels.putObject("terms").put("field", "oauth.alert.level").put("size", 10);
        levels.putObject("aggs")
                .set(
                        "times",
                        Query.object(
                                "date_histogram",
                                Query.object()
                                        .put("field", "oauth.alert.first_seen")
                                        .put("fixed_interval", step)
                                        .put("min_doc_count", 1)));
        JsonNode answer = store.search(Index.ALERTS, body).path("aggregations");
        ObjectNode result = Query.object();
        result.set("open", Paging.counts(answer.path("open")));
        ObjectNode series = result.putObject("fresh");
        answer.at("/fresh/levels/buckets")
                .forEach(level -> series.set(level.path("key").asText(), Paging.counts(level.path("times"))));
        return result;
    }
}
