package io.tokenwatch.demo.traffic;

import static java.util.stream.Collectors.groupingBy;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.TokenEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rules that are planted, by their definition, over a complete list of events: slow, simple, and without the product's code. */
final class Definition {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final Set<String> ROAMING = Set.of("vpn", "relay", "mobile", "satellite");
    private static final Map<String, List<Field>> KEYS = Map.of(
            "token", List.of(Field.TOKEN_ID),
            "family", List.of(Field.FAMILY_ID),
            "session", List.of(Field.SESSION_ID),
            "user_client", List.of(Field.SUBJECT, Field.CLIENT_ID),
            "subject", List.of(Field.SUBJECT),
            "client", List.of(Field.CLIENT_ID));

    /** An event, and when it was sent. */
    private record Heard(TokenEvent event, long sentAt) {}

    private final List<Heard> events;
    private final Tolerance tolerance;
    private final TreeMap<String, Long> matches = new TreeMap<>();

    private Definition(List<Scheduled> deliveries, long liveStart, Tolerance tolerance) {
        Map<String, Heard> distinct = new LinkedHashMap<>();
        for (Scheduled each : deliveries) {
            distinct.putIfAbsent(
                    String.valueOf(each.event().text(Field.EVENT_ID)),
                    new Heard(each.event(), liveStart + each.sendOffsetMillis()));
        }
        this.events = List.copyOf(distinct.values());
        this.tolerance = tolerance;
    }

    /** Rule, tenant and key of all that match, with the event time of the earliest finding. */
    static Map<String, Long> matches(List<Scheduled> deliveries, long liveStart, Tolerance tolerance) {
        Definition definition = new Definition(deliveries, liveStart, tolerance);
        definition.replays();
        definition.firstSeenScopes();
        KEYS.forEach(definition::usesAfterRevocation);
        definition.matches.putAll(TheftDefinition.matches(
                definition.events.stream().map(Heard::event).toList()));
        return definition.matches;
    }

    static String match(String ruleId, String tenant, Map<String, String> key) {
        return ruleId + ' ' + tenant + ' ' + new TreeMap<>(key);
    }

    private void replays() {
        for (List<TokenEvent> uses : grouped("token.validated", this::successful, List.of(Field.TOKEN_ID))) {
            for (TokenEvent one : uses) {
                for (TokenEvent other : uses) {
                    if (isReplay(one, other)) {
                        long time = Math.max(one.eventTime(), other.eventTime());
                        found("token-replay-two-networks", one, List.of(Field.TOKEN_ID), null, time);
                    }
                }
            }
        }
    }

    private boolean isReplay(TokenEvent one, TokenEvent other) {
        boolean networks = one.number(Field.SRC_ASN) != other.number(Field.SRC_ASN);
        boolean agents = !text(one, Field.USER_AGENT)
                .toLowerCase(Locale.ROOT)
                .equals(text(other, Field.USER_AGENT).toLowerCase(Locale.ROOT));
        boolean roams =
                ROAMING.contains(text(one, Field.SRC_AS_TYPE)) || ROAMING.contains(text(other, Field.SRC_AS_TYPE));
        boolean addresses = !text(one, Field.SRC_IP).equals(text(other, Field.SRC_IP));
        return Math.abs(one.eventTime() - other.eventTime()) <= HOUR
                && (tolerance.eitherChange() ? networks && agents : networks || agents || addresses)
                && !(tolerance.roamingNetworks() && roams);
    }

    private void firstSeenScopes() {
        for (List<TokenEvent> issued : grouped("token.issued", this::successful, List.of(Field.CLIENT_ID))) {
            issued.sort(Comparator.comparingLong(TokenEvent::eventTime).thenComparing(e -> text(e, Field.EVENT_ID)));
            long first = issued.get(0).eventTime();
            Map<String, Long> seen = new HashMap<>();
            for (int before = 0; before < issued.size(); before++) {
                TokenEvent event = issued.get(before);
                boolean learnt = event.eventTime() - first >= 14 * DAY && before >= 20;
                boolean judged = tolerance.learning() ? learnt : before > 0;
                String[] scopes = event.texts(Field.SCOPE);
                for (String scope : scopes == null ? new String[0] : scopes) {
                    Long last = seen.put(scope, event.eventTime());
                    if (judged && (last == null || event.eventTime() - last > 30 * DAY)) {
                        found("first-seen-scope", event, List.of(Field.CLIENT_ID), scope, event.eventTime());
                    }
                }
            }
        }
    }

    private void usesAfterRevocation(String scope, List<Field> key) {
        String ruleId = scope.replace('_', '-') + "-use-after-revocation";
        Map<String, List<Heard>> revocations = events.stream()
                .filter(heard -> is(heard.event, "token.revoked") && successful(heard.event))
                .filter(heard -> text(heard.event, Field.REVOCATION_SCOPE).equals(scope))
                .collect(groupingBy(heard -> group(heard.event, key)));
        for (Heard use : events) {
            if (!is(use.event, "token.validated")
                    || !successful(use.event)
                    || !key.stream().allMatch(use.event::has)) {
                continue;
            }
            for (Heard revocation : revocations.getOrDefault(group(use.event, key), List.of())) {
                long gap = tolerance.arrival()
                        ? use.event.eventTime() - revocation.event.eventTime()
                        : use.sentAt - revocation.sentAt;
                if (gap > tolerance.graceMillis() && gap <= DAY && covers(scope, revocation.event, use.event)) {
                    found(ruleId, use.event, key, null, use.event.eventTime());
                }
            }
        }
    }

    private boolean covers(String scope, TokenEvent revocation, TokenEvent use) {
        long latestIssue = FieldType.SECONDS.latest(use.number(Field.ISSUED_AT));
        return scope.equals("token") || !tolerance.issueTimes() || latestIssue < revocation.eventTime();
    }

    private Collection<List<TokenEvent>> grouped(String type, Predicate<TokenEvent> which, List<Field> key) {
        return new ArrayList<>(events.stream()
                .map(Heard::event)
                .filter(event ->
                        is(event, type) && which.test(event) && key.stream().allMatch(event::has))
                .collect(groupingBy(event -> group(event, key)))
                .values());
    }

    private String group(TokenEvent event, List<Field> key) {
        StringBuilder group = new StringBuilder(tolerance.tenants() ? text(event, Field.TENANT) : "any");
        key.forEach(field -> group.append(' ').append(text(event, field)));
        return group.toString();
    }

    private void found(String ruleId, TokenEvent event, List<Field> fields, @Nullable String scope, long time) {
        Map<String, String> key = new TreeMap<>();
        fields.forEach(field -> key.put(field.fieldName(), text(event, field)));
        if (scope != null) {
            key.put("scope", scope);
        }
        matches.merge(match(ruleId, text(event, Field.TENANT), key), time, Math::min);
    }

    private boolean successful(TokenEvent event) {
        return !tolerance.outcomes() || text(event, Field.OUTCOME).equals("success");
    }

    private static boolean is(TokenEvent event, String type) {
        return text(event, Field.EVENT_TYPE).equals(type);
    }

    private static String text(TokenEvent event, Field field) {
        return String.valueOf(event.text(field));
    }
}
