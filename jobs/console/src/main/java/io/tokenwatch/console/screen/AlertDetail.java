package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.rules.RuleLibrary;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.triage.ActionLog;
import io.tokenwatch.console.triage.Triage;
import io.tokenwatch.console.web.Endpoint;
import io.tokenwatch.console.web.Refusal;
import io.tokenwatch.console.web.Request;
import io.tokenwatch.console.web.Resource;
import java.util.List;

/** All about one alert in one answer: {@code GET /alerts/{id}}. */
public final class AlertDetail implements Resource {
    private static final int MOST_TRANSITIONS = 100;

    private final RuleLibrary rules;
    private final Triage triage;

    public AlertDetail(RuleLibrary rules, Triage triage) {
        this.rules = rules;
        this.triage = triage;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/alerts/{id}", this::alert));
    }

    private JsonNode alert(Request request) {
        String id = request.path("id");
        ObjectNode alert = request.store()
                .get(Index.ALERTS, id)
                .orElseThrow(
                        () -> Refusal.notFound("There is no such alert, or it is of a tenant that you may not see."));
        ObjectNode result = Query.object();
        result.put("now", triage.now().toString());
        result.set("alert", alert);
        result.set("work", triage.of(id).orElseGet(Query::object));
        result.set("history", ActionLog.history(request.store(), id));
        result.set("transitions", transitions(request, id));
        result.set("timeline", TokenTimeline.of(request.store(), alert));
        rules.runbook(alert.at("/oauth/alert/runbook").asText()).ifPresent(text -> result.put("runbook", text));
        rules.rule(alert.at("/rule/id").asText()).ifPresent(rule -> {
            ObjectNode about = result.putObject("rule");
            about.put("version", rule.version());
            about.put("mode", rule.mode().name().toLowerCase(java.util.Locale.ROOT));
            about.put("correlation", rule.correlation());
            about.set("false_positives", Query.texts(rule.falsePositives()));
        });
        return result;
    }

    private static ArrayNode transitions(Request request, String id) {
        ArrayNode sort = Query.array();
        sort.add(Query.object(
                "event.ingested", Query.object().put("order", "asc").put("unmapped_type", "date")));
        ArrayNode transitions = Query.array();
        for (ObjectNode each :
                request.store().find(Index.TRANSITIONS, Query.term("oauth.alert.id", id), sort, MOST_TRANSITIONS)) {
            ObjectNode transition = transitions.addObject();
            transition.set("time", each.at("/event/ingested"));
            transition.set("action", each.at("/event/action"));
            transition.set("level", each.at("/oauth/alert/level"));
        }
        return transitions;
    }
}
