package io.tokenwatch.flink.testing;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RuleFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rules of every shipped correlation type on shared and on separate keys, and random events that keep meeting them. */
public final class Traffic {
    /** Nothing of any rule but {@code first_seen} is needed this long after its event (ms). */
    public static final long LONGEST = 3 * 3_600_000;

    public static final String DENIED = """
            id: denied
            version: 1
            title: none
            detection: {denied: {event_type: token.validated, outcome: failure}}
            suppress: {by: [client_id, src.asn], for: 60s}
            """;

    public static final String FAILURES = """
            id: failures
            version: 1
            title: event_count
            detection: {failed: {outcome: failure}}
            correlation: {type: event_count, group-by: [client_id], timespan: 60s, condition: {gte: 3}}
            suppress: {by: [client_id], for: 90s}
            """;

    public static final String VOLUME = """
            id: volume
            version: 1
            title: event_count in tumbling windows
            detection: {any: {event_type|startswith: token.}}
            correlation: {type: event_count, window: tumbling, group-by: [client_id], timespan: 60s, condition: {gte: 4}}
            suppress: {by: [client_id], for: 20s}
            state: {max_evidence: 6}
            """;

    public static final String NETWORKS = """
            id: networks
            version: 1
            title: value_count
            detection: {used: {event_type: token.validated}}
            correlation: {type: value_count, group-by: [token_id], timespan: 60s, condition: {field: src.asn, gte: 2}}
            levels: [{when: values(src.asn) >= 3, level: high}, {when: [count >= 3, {outcome: failure}], level: critical}]
            suppress: {by: [token_id], for: 1h}
            """;

    public static final String USE_AFTER_REVOCATION = """
            id: use-after-revocation
            version: 1
            title: temporal_ordered
            detection: {revoked: {event_type: token.revoked}, used: {event_type: token.validated, outcome: success}}
            correlation:
              type: temporal_ordered
              steps: [revoked, used]
              group-by: [token_id]
              timespan: 120s
              gap: {gt: 30s}
            suppress: {by: [token_id, client_id], for: 120s}
            """;

    public static final String NEW_SCOPE = """
            id: new-scope
            version: 1
            title: first_seen of the elements of an array, after learning
            detection: {used: {event_type: token.validated}}
            correlation:
              {type: first_seen, field: scope, forget_after: 90s, group-by: [subject], learn: {for: 20s, min_events: 2}}
            suppress: {by: [subject, scope], for: 40s}
            """;

    public static final String NEW_NETWORK = """
            id: new-network
            version: 1
            title: first_seen on the key of other rules
            detection: {issued: {event_type: token.issued}}
            correlation: {type: first_seen, field: src.asn, forget_after: 120s, group-by: [client_id]}
            suppress: {by: [client_id], for: 30s}
            """;

    public static final String RENAMED = """
            id: renamed
            version: 1
            title: temporal_ordered on keys that steps name by different fields, one for each element of an array
            detection: {revoked: {event_type: token.revoked}, used: {event_type: token.validated}}
            correlation:
              type: temporal_ordered
              steps: [revoked, used]
              aliases: {id: {revoked: client_id, used: token_id}}
              group-by: [id, scope]
              timespan: 120s
            levels: [{when: used.src.asn != revoked.src.asn, level: high}]
            suppress: {by: [id, scope], for: 120s}
            """;

    /** All of them. */
    public static final RuleFiles RULES =
            rules(DENIED, FAILURES, VOLUME, NETWORKS, USE_AFTER_REVOCATION, NEW_SCOPE, NEW_NETWORK, RENAMED);

    private Traffic() {}

    /** The texts as files named after their ids. */
    public static RuleFiles rules(String... texts) {
        TreeMap<String, String> files = new TreeMap<>();
        for (String text : texts) {
            files.put(text.lines().findFirst().orElseThrow().substring("id: ".length()) + ".yml", text);
        }
        return new RuleFiles(files);
    }

    public static TokenEvent event(String id, long time, String type) {
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_ID, id);
        event.set(Field.EVENT_TIME, time);
        event.set(Field.EVENT_TYPE, type);
        event.set(Field.TENANT, "acme");
        return event;
    }

    /** In no order, about one each {@code spacing} ms of event time, spread over {@code keys} keys of each kind. */
    public static List<TokenEvent> events(Dice dice, int count, int keys, int spacing) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> event(dice, "e" + i, dice.below(count) * (long) spacing, keys))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static TokenEvent event(Dice dice, String id, long time, int keys) {
        String type =
                dice.pick("token.validated", "token.validated", "token.validated", "token.revoked", "token.issued");
        TokenEvent event = event(id, time, type);
        event.set(Field.OUTCOME, dice.pick("success", "success", "failure"));
        event.set(Field.CLIENT_ID, "c" + dice.below(keys));
        event.set(Field.SUBJECT, "s" + dice.below(keys));
        event.set(Field.TOKEN_ID, dice.chance(0.9) ? dice.pick("t", "t", "t", "c") + dice.below(keys) : "unknown");
        event.set(Field.SRC_ASN, dice.pick(1L, 1L, 2L, 3L, TokenEvent.ABSENT));
        if (dice.chance(0.8)) {
            event.set(
                    Field.SCOPE,
                    dice.shuffled(List.of("read", "write", "admin"))
                            .subList(0, dice.below(3))
                            .toArray(String[]::new));
        }
        return event;
    }

    /** In an order of arrival in which no event comes more than {@code lateness} ms after a later one. */
    public static List<TokenEvent> delayed(Dice dice, List<TokenEvent> events, int lateness) {
        record Arrival(long time, TokenEvent event) {}
        return events.stream()
                .map(event -> new Arrival(event.eventTime() + dice.below(lateness + 1), event))
                .sorted(Comparator.comparingLong(Arrival::time))
                .map(Arrival::event)
                .toList();
    }
}
