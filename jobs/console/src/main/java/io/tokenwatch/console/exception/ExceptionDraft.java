package io.tokenwatch.console.exception;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.access.Role;
import io.tokenwatch.console.exception.ExceptionYaml.Written;
import io.tokenwatch.console.rules.RuleLibrary;
import io.tokenwatch.console.store.Index;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.web.Endpoint;
import io.tokenwatch.console.web.Refusal;
import io.tokenwatch.console.web.Request;
import io.tokenwatch.console.web.Resource;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An exception made from an alert: {@code GET /exception?alert=…&field=…&expires=…&reason=…}. It changes nothing: the text goes
 * into the rules' repository, where it is reviewed and published like any rule.
 */
public final class ExceptionDraft implements Resource {
    private static final int LONGEST_REASON = 500;
    private static final int DEFAULT_DAYS = 90;
    /** What mostly is meant, from the narrowest. */
    private static final List<String> USUAL = List.of("client_id", "src.asn", "resource_server", "user_agent");

    private final RuleLibrary rules;
    private final Clock clock;

    public ExceptionDraft(RuleLibrary rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/exception", Role.ANALYST, this::draft));
    }

    private JsonNode draft(Request request) {
        ObjectNode alert = request.store()
                .get(Index.ALERTS, request.required("alert"))
                .orElseThrow(() -> Refusal.notFound("There is no such alert."));
        Map<String, String> candidates = candidates(alert);
        List<String> asked = request.parameters("field");
        Map<String, String> match = new LinkedHashMap<>();
        candidates.forEach((field, value) -> {
            if (asked.isEmpty() ? USUAL.subList(0, 2).contains(field) : asked.contains(field)) {
                match.put(field, value);
            }
        });
        String rule = alert.at("/rule/id").asText();
        String tenant = alert.at("/organization/id").asText();
        ObjectNode result = Query.object();
        result.set("alert", alert);
        ArrayNode offered = result.putArray("fields");
        candidates.forEach((field, value) ->
                offered.addObject().put("field", field).put("value", value).put("chosen", match.containsKey(field)));
        LocalDate expires = expires(request);
        result.put("expires", expires.toString());
        if (match.isEmpty()) {
            return result;
        }
        String reason = request.parameter("reason").orElse("");
        if (reason.length() > LONGEST_REASON) {
            throw Refusal.wrong("the reason is longer than " + LONGEST_REASON + " characters");
        }
        Written written = new ExceptionYaml(
                        rule,
                        match,
                        tenant,
                        request.viewer().name(),
                        reason.isBlank() ? "Why is this allowed?" : reason,
                        expires)
                .into(rules.files());
        ObjectNode yaml = result.putObject("yaml");
        yaml.put("file", written.file());
        yaml.put("text", written.text());
        yaml.put("is_new", written.isNew());
        yaml.put("rule_line", written.ruleLine());
        yaml.set("faults", Query.texts(written.faults()));
        result.set("impact", Impact.of(request.store(), rule, tenant, match));
        return result;
    }

    private LocalDate expires(Request request) {
        LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        try {
            LocalDate expires =
                    request.parameter("expires").map(LocalDate::parse).orElse(today.plusDays(DEFAULT_DAYS));
            if (expires.isAfter(today)) {
                return expires;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw Refusal.wrong("an exception ends on a day to come, such as " + today.plusDays(DEFAULT_DAYS));
    }

    /** What all triggers of the alert have in common. */
    private static Map<String, String> candidates(ObjectNode alert) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        int triggers = 0;
        for (JsonNode evidence : alert.at("/oauth/alert/evidence")) {
            if (evidence.path("role").asText().equals("trigger")) {
                triggers++;
                evidence.path("fields").properties().forEach(field -> values.computeIfAbsent(
                                field.getKey(), name -> new LinkedHashSet<>())
                        .add(field.getValue().isArray() ? "" : field.getValue().asText()));
            }
        }
        Map<String, String> common = new LinkedHashMap<>();
        USUAL.forEach(field -> keep(common, field, values));
        values.keySet().forEach(field -> keep(common, field, values));
        return triggers == 0 ? Map.of() : common;
    }

    private static void keep(Map<String, String> common, String field, Map<String, Set<String>> values) {
        Set<String> all = values.getOrDefault(field, Set.of());
        String only = all.size() == 1 ? all.iterator().next() : "";
        if (!only.isEmpty() && !only.startsWith("hmac-")) {
            common.putIfAbsent(field, only);
        }
    }
}
