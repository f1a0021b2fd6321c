package io.tokenwatch.bench.oracle;

import io.tokenwatch.bench.contest.Contestant;
import io.tokenwatch.bench.contest.Hit;
import io.tokenwatch.bench.workload.LineCursor;
import io.tokenwatch.bench.workload.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says PB-1 the way its definition does: all events, all pairs. Slow and plain. */
public final class BruteForceOracle implements Contestant {
    private static final Pattern FIELD = Pattern.compile("\"([^\"]+)\":(?:\"([^\"]*)\"|\\[([^\\]]*)\\]|(-?[0-9]+))");

    private record Event(long time, Map<String, String> fields) {
        boolean is(String type) {
            return type.equals(fields.get("event_type"));
        }

        boolean succeeded(String type) {
            return is(type) && "success".equals(fields.get("outcome"));
        }

        String get(String field) {
            return fields.getOrDefault(field, "");
        }
    }

    @Override
    public String name() {
        return "brute force";
    }

    @Override
    public Set<Hit> run(Workload workload) {
        Map<String, Event> byId = new LinkedHashMap<>();
        for (LineCursor line = workload.cursor(); line.next(); ) {
            Event event = read(line.toString());
            byId.put(event.get("event_id"), event);
        }
        Map<String, List<Event>> byToken = new HashMap<>();
        Map<String, List<Event>> issuedByClient = new HashMap<>();
        Set<Hit> hits = new HashSet<>();
        for (Event e : byId.values()) {
            byToken.computeIfAbsent(e.get("token_id"), t -> new ArrayList<>()).add(e);
            if (e.is("token.issued")) {
                issuedByClient
                        .computeIfAbsent(e.get("client_id"), c -> new ArrayList<>())
                        .add(e);
                Matcher scope = Pattern.compile("\"([^\"]+)\"").matcher(e.get("scope"));
                while (scope.find()) {
                    hits.add(Hit.ofScope(e.get("client_id"), scope.group(1)));
                }
            }
        }
        byToken.forEach((token, events) -> {
            addIf(
                    hits,
                    "D1",
                    token,
                    anyPair(
                            events,
                            (revoked, used) -> revoked.is("token.revoked")
                                    && used.succeeded("token.validated")
                                    && used.time() > revoked.time()
                                    && used.time() - revoked.time() <= 3_600_000));
            addIf(
                    hits,
                    "D2",
                    token,
                    anyPair(
                            events,
                            (one, other) -> one.succeeded("token.validated")
                                    && other.succeeded("token.validated")
                                    && one.fields().containsKey("src.asn")
                                    && other.fields().containsKey("src.asn")
                                    && !one.get("src.asn").equals(other.get("src.asn"))
                                    && Math.abs(one.time() - other.time()) <= 300_000));
            addIf(
                    hits,
                    "D5",
                    token,
                    anyPair(
                            events,
                            (one, other) -> one.succeeded("token.refreshed")
                                    && other.succeeded("token.refreshed")
                                    && Math.abs(one.time() - other.time()) <= 3_600_000));
        });
        issuedByClient.forEach((client, events) -> {
            for (Event first : events) {
                long minute = Math.floorDiv(first.time(), 60_000L);
                long count = events.stream()
                        .filter(e -> Math.floorDiv(e.time(), 60_000L) == minute)
                        .count();
                addIf(hits, "D4", client, count >= 100);
            }
        });
        return hits;
    }

    private static void addIf(Set<Hit> hits, String detection, String key, boolean holds) {
        if (holds) {
            hits.add(new Hit(detection, key));
        }
    }

    private static boolean anyPair(List<Event> events, BiPredicate<Event, Event> holds) {
        return events.stream()
                .anyMatch(one -> events.stream().anyMatch(other -> !one.equals(other) && holds.test(one, other)));
    }

    private static Event read(String line) {
        Map<String, String> fields = new HashMap<>();
        Matcher field = FIELD.matcher(line);
        while (field.find()) {
            String value =
                    field.group(2) != null ? field.group(2) : field.group(3) != null ? field.group(3) : field.group(4);
            fields.put(field.group(1), value);
        }
        return new Event(Instant.parse(fields.getOrDefault("event_time", "")).toEpochMilli(), fields);
    }
}
