package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.store.TenantStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tokens issued to a client hour by hour, against what is usual at that hour of the day: the median of the days before. */
final class ClientRate {
    private static final Duration SHOWN = Duration.ofDays(2);
    private static final Duration BASELINE = Duration.ofDays(14);
    private static final long DAY_HOURS = 24;
    private static final int LEAST_DAYS = 3;

    private ClientRate() {}

    /** Empty where the indicators do not name the client, which is a setting of theirs. */
    static ArrayNode of(TenantStore store, List<JsonNode> who, Instant now) {
        List<JsonNode> parts = new ArrayList<>(who);
        parts.add(Query.term("indicator.id", "M5"));
        parts.add(Query.range(
                "@timestamp", "gte", now.minus(SHOWN).minus(BASELINE).toString()));
        ObjectNode body = Query.object();
        body.put("size", 0);
        body.set("query", Query.all(parts));
        ObjectNode hours = body.putObject("aggs").putObject("hours");
        hours.putObject("date_histogram")
                .put("field", "@timestamp")
                .put("fixed_interval", "1h")
                .put("min_doc_count", 1);
        hours.putObject("aggs").set("count", Query.object("sum", Query.object().put("field", "indicator.count")));
        Map<Long, Double> counts = new TreeMap<>();
        for (JsonNode bucket : store.search(Index.INDICATORS, body).at("/aggregations/hours/buckets")) {
            counts.put(
                    bucket.path("key").asLong() / Duration.ofHours(1).toMillis(),
                    bucket.at("/count/value").asDouble());
        }
        return counts.isEmpty() ? Query.array() : hours(counts, hour(now.minus(SHOWN)), hour(now));
    }

    private static ArrayNode hours(Map<Long, Double> counts, long from, long to) {
        long first = counts.keySet().iterator().next();
        ArrayNode list = Query.array();
        for (long hour = from; hour <= to; hour++) {
            List<Double> before = new ArrayList<>();
            for (long day = 1; day <= BASELINE.toDays(); day++) {
                if (hour - day * DAY_HOURS >= first) {
                    before.add(counts.getOrDefault(hour - day * DAY_HOURS, 0.0));
                }
            }
            Collections.sort(before);
            ObjectNode each = list.addObject();
            each.put(
                    "time",
                    Instant.ofEpochSecond(hour * Duration.ofHours(1).toSeconds())
                            .toString());
            each.put("count", counts.getOrDefault(hour, 0.0));
            if (before.size() >= LEAST_DAYS) {
                each.put("usual", before.get(before.size() / 2));
                each.put("most", before.get(before.size() - 1));
            }
        }
        return list;
    }

    private static long hour(Instant time) {
        return time.getEpochSecond() / Duration.ofHours(1).toSeconds();
    }
}
