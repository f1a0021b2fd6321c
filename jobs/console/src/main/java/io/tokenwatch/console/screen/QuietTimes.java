package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.access.Tenants;
import io.tokenwatch.console.rules.KeptLists;
import io.tokenwatch.console.rules.RuleLibrary;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.store.TenantStore;
import io.tokenwatch.console.web.Endpoint;
import io.tokenwatch.console.web.Request;
import io.tokenwatch.console.web.Resource;
import io.tokenwatch.maintenance.Maintenance;
import io.tokenwatch.maintenance.MaintenanceWindow;
import io.tokenwatch.yaml.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Everything that keeps alerts from people: {@code GET /quiet}. Suppression, maintenance windows, exceptions. */
public final class QuietTimes implements Resource {
    private static final int MOST_RULES = 1_000;

    private final RuleLibrary rules;
    private final @Nullable Path maintenance;
    private final Clock clock;

    /** @param maintenance the file of maintenance windows that the live job reads; null without */
    public QuietTimes(RuleLibrary rules, @Nullable Path maintenance, Clock clock) {
        this.rules = rules;
        this.maintenance = maintenance;
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/quiet", this::quiet));
    }

    private JsonNode quiet(Request request) {
        Tenants tenants = request.store().tenants();
        ObjectNode result = Query.object();
        result.put("now", clock.instant().toString());
        result.set("suppressed", suppressed(request.store()));
        result.set("exceptions", exceptions(tenants));
        result.set("windows", windows(tenants));
        result.put("windows_known", maintenance != null);
        result.set("held", held(request.store()));
        return result;
    }

    private static ArrayNode suppressed(TenantStore store) {
        ObjectNode body = Query.object();
        body.put("size", 0);
        body.set(
                "query",
                Query.object(
                        "range",
                        Query.object(
                                "oauth.alert.suppression.held_back",
                                Query.object().put("gt", 0))));
        ObjectNode byRule = body.putObject("aggs").putObject("rules");
        byRule.putObject("terms").put("field", "rule.id").put("size", MOST_RULES);
        ObjectNode each = byRule.putObject("aggs");
        each.set("held_back", Query.object("sum", Query.object().put("field", "oauth.alert.suppression.held_back")));
        each.set("for_ms", Query.object("max", Query.object().put("field", "oauth.alert.suppression.for_ms")));
        each.set("by", Paging.terms("oauth.alert.suppression.by", 10));
        each.set("estimates", Query.object("filter", Query.term("oauth.alert.suppression.is_estimate", true)));
        ArrayNode list = Query.array();
        for (JsonNode bucket : store.search(Index.ALERTS, body).at("/aggregations/rules/buckets")) {
            ObjectNode row = list.addObject();
            row.set("rule", bucket.path("key"));
            row.set("alerts", bucket.path("doc_count"));
            row.set("held_back", bucket.at("/held_back/value"));
            row.set("for_ms", bucket.at("/for_ms/value"));
            row.set("by", Query.list(List.copyOf(bucket.at("/by/buckets").findValues("key"))));
            row.put("estimated", bucket.at("/estimates/doc_count").asLong() > 0);
        }
        return list;
    }

    /** Those of the viewer's tenants, and those for everybody. */
    private ArrayNode exceptions(Tenants tenants) {
        ArrayNode list = Query.array();
        String today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        for (KeptLists.Entry entry : KeptLists.exceptions(rules.files())) {
            if (entry.tenant().isEmpty() || tenants.include(entry.tenant())) {
                ObjectNode row = list.addObject();
                row.put("list", entry.list()).put("match", entry.match()).put("tenant", entry.tenant());
                row.put("owner", entry.owner()).put("reason", entry.reason()).put("expires", entry.expires());
                row.put(
                        "over",
                        !entry.expires().equals("never") && entry.expires().compareTo(today) <= 0);
                row.set("rules", Query.texts(entry.rules()));
            }
        }
        return list;
    }

    private ArrayNode windows(Tenants tenants) {
        ArrayNode list = Query.array();
        if (maintenance == null) {
            return list;
        }
        try {
            Instant now = clock.instant();
            for (MaintenanceWindow window : Maintenance.read(
                            maintenance.toString(), Files.readString(maintenance), new Faults())
                    .windows()) {
                String tenant = window.tenant();
                if (tenant == null || tenants.include(tenant)) {
                    ObjectNode row = list.addObject();
                    row.put("name", window.name()).put("owner", window.owner()).put("reason", window.reason());
                    row.put("tenant", tenant == null ? "" : tenant);
                    row.put("from", Instant.ofEpochMilli(window.from()).toString());
                    row.put("until", Instant.ofEpochMilli(window.until()).toString());
                    row.put(
                            "state",
                            window.until() <= now.toEpochMilli()
                                    ? "past"
                                    : window.from() <= now.toEpochMilli() ? "now" : "to come");
                    row.set(
                            "rules",
                            Query.texts(window.rules().stream()
                                    .map(Pattern::pattern)
                                    .toList()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return list;
    }

    /** Alerts that a window holds back just now. */
    private static ObjectNode held(TenantStore store) {
        ObjectNode body = Query.object();
        body.put("size", 0);
        body.set("query", Query.term("event.action", "suppressed"));
        body.putObject("aggs").set("windows", Paging.terms("oauth.alert.maintenance.name", 100));
        return Paging.counts(store.search(Index.ALERTS, body).at("/aggregations/windows"));
    }
}
