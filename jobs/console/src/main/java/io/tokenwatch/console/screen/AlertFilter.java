package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenwatch.console.store.Query;
import io.tokenwatch.console.triage.Standing;
import io.tokenwatch.console.triage.Triage;
import io.tokenwatch.console.web.Refusal;
import io.tokenwatch.console.web.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the URL of the queue says about which alerts to show. */
final class AlertFilter {
    private static final List<String> SEARCHED = List.of(
            "message",
            "event.reason",
            "rule.id",
            "rule.name",
            "oauth.client.id",
            "user.id",
            "related.user",
            "related.hash",
            "related.ip",
            "oauth.alert.id",
            "tags");

    private final Triage triage;

    AlertFilter(Triage triage) {
        this.triage = triage;
    }

    /** Parameters: q, level, rule, client, tenant, subject (each may be repeated), within, work. */
    JsonNode query(Request request) {
        List<JsonNode> parts = new ArrayList<>();
        parts.add(Query.term("oauth.alert.retracted", false));
        several(parts, request, "level", "oauth.alert.level");
        several(parts, request, "rule", "rule.id");
        several(parts, request, "client", "oauth.client.id");
        several(parts, request, "tenant", "organization.id");
        several(parts, request, "subject", "user.id");
        request.parameter("q").ifPresent(words -> parts.add(Query.words(words, SEARCHED)));
        request.parameter("noclient").ifPresent(yes -> parts.add(Query.not(Query.exists("oauth.client.id"))));
        request.parameter("within")
                .ifPresent(span -> parts.add(Query.range("oauth.alert.last_seen", "gte", since(span))));
        work(request).ifPresent(parts::add);
        return Query.all(parts);
    }

    private static void several(List<JsonNode> parts, Request request, String parameter, String field) {
        List<String> values = request.parameters(parameter);
        if (!values.isEmpty()) {
            parts.add(Query.terms(field, values));
        }
    }

    /** Such as 24h or 7d, back from now. */
    private String since(String span) {
        try {
            long amount = Long.parseLong(span.substring(0, span.length() - 1));
            ChronoUnit unit = span.endsWith("d") ? ChronoUnit.DAYS : ChronoUnit.HOURS;
            Instant since =
                    triage.now().atOffset(ZoneOffset.UTC).minus(amount, unit).toInstant();
            if (span.endsWith("d") || span.endsWith("h")) {
                return since.toString();
            }
        } catch (NumberFormatException | DateTimeException | ArithmeticException | StringIndexOutOfBoundsException e) {
            // said below
        }
        throw Refusal.wrong("'within' is such as 24h or 7d");
    }

    /** Which alerts by the work on them: to do (unless said otherwise), mine, snoozed, judged, all. */
    private Optional<JsonNode> work(Request request) {
        Instant now = triage.now();
        String who = request.viewer().name();
        return switch (request.parameter("work").orElse("todo")) {
            case "todo" -> {
                List<String> done = triage.ids(standing -> standing.isDone(now));
                yield done.isEmpty() ? Optional.empty() : Optional.of(Query.not(Query.ids(done)));
            }
            case "mine" -> those(standing -> standing.assignee().equals(who) && !standing.isDone(now));
            case "snoozed" -> those(standing -> standing.isSnoozed(now));
            case "judged" -> those(standing -> standing.verdict().isPresent());
            case "all" -> Optional.empty();
            default -> throw Refusal.wrong("'work' is todo, mine, snoozed, judged or all");
        };
    }

    private Optional<JsonNode> those(Predicate<Standing> which) {
        return Optional.of(Query.ids(triage.ids(which)));
    }
}
