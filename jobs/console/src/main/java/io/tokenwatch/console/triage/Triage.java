package io.tokenwatch.console.triage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.access.Tenants;
import io.tokenwatch.console.store.Cluster;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.store.TenantStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the work on all alerts stands. People act some hundred times a day: the sum of it is kept in memory and brought up to
 * date before it is asked, by reading what was added since (other consoles write too).
 */
public final class Triage {
    private static final int PAGE = 5_000;
    private static final Duration FRESH = Duration.ofMillis(500);
    /** Clocks of consoles differ, and a document is found some time after it was made. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private final TenantStore everything;
    private final Clock clock;
    private final Map<String, Standing> standings = new HashMap<>();
    private Instant readTo = Instant.EPOCH;
    private Instant readAt = Instant.EPOCH;

    public Triage(Cluster cluster, Clock clock) {
        this.everything = cluster.as(Tenants.everyone());
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Where the work on one alert stands, if somebody has touched it. The caller has made sure that it is theirs to see. */
    public synchronized Optional<ObjectNode> of(String alertId) {
        refresh();
        return Optional.ofNullable(standings.get(alertId)).map(standing -> standing.json(now()));
    }

    /** The ids of the alerts for which it holds, of all tenants: only for a query that a tenant's store narrows again. */
    public synchronized List<String> ids(Predicate<Standing> which) {
        refresh();
        List<String> ids = new ArrayList<>();
        standings.forEach((id, standing) -> {
            if (which.test(standing)) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** The verdicts in force on alerts of these tenants, by rule. */
    public synchronized Map<String, Map<Verdict, Long>> verdicts(Tenants tenants) {
        refresh();
        Map<String, Map<Verdict, Long>> byRule = new HashMap<>();
        for (Standing standing : standings.values()) {
            if (tenants.all() || tenants.include(standing.tenant())) {
                standing.verdict().ifPresent(verdict -> byRule.computeIfAbsent(
                                standing.ruleId(), rule -> new java.util.EnumMap<>(Verdict.class))
                        .merge(verdict, 1L, Long::sum));
            }
        }
        return byRule;
    }

    /** Makes it known here at once. */
    synchronized void add(Action action) {
        standings.computeIfAbsent(action.alertId(), id -> new Standing(action)).add(action);
    }

    private void refresh() {
        Instant now = now();
        if (Duration.between(readAt, now).compareTo(FRESH) < 0) {
            return;
        }
        Instant from = readTo.equals(Instant.EPOCH) ? readTo : readTo.minus(OVERLAP);
        ObjectNode body = Query.object();
        body.put("size", PAGE);
        body.set("query", Query.range("@timestamp", "gte", from.toString()));
        body.putArray("sort")
                .add(Query.object(
                        "@timestamp", Query.object().put("order", "asc").put("unmapped_type", "date")))
                .add(Query.object(
                        "action.id", Query.object().put("order", "asc").put("unmapped_type", "keyword")));
        while (true) {
            JsonNode hits = everything.search(Index.ACTIONS, body).path("hits").path("hits");
            for (JsonNode hit : hits) {
                Action.read(hit.path("_source")).ifPresent(action -> {
                    add(action);
                    readTo = action.time().isAfter(readTo) ? action.time() : readTo;
                });
            }
            if (hits.size() < PAGE) {
                break;
            }
            body.set("search_after", hits.get(hits.size() - 1).path("sort"));
        }
        readAt = now;
    }
}
