package io.tokenwatch.demo.posture;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Indicators counted anew from the raw events, as {@code docs/indicators.md} defines them and as simply as possible: all distinct
 * events in a list, one pass over it per indicator. Shares no code with what it checks.
 */
final class Recount {
    private final Collection<TokenEvent> events;
    /** {@code indicator minute tenant issuer resource server}, to good and total. */
    final SortedMap<String, long[]> ratios = new TreeMap<>();
    /** The same, to every single latency. */
    final SortedMap<String, List<Long>> latencies = new TreeMap<>();

    final SortedMap<String, Long> counts = new TreeMap<>();

    Recount(List<TokenEvent> deliveries) {
        Map<String, TokenEvent> distinct = new HashMap<>();
        deliveries.forEach(event -> distinct.putIfAbsent(
                event.text(Field.TENANT) + "|" + event.text(Field.SOURCE) + "|" + event.text(Field.EVENT_ID), event));
        events = distinct.values();
        ratio("M1", false, type("token.issued", "token.exchanged").and(decided()), success());
        ratio(
                "M2",
                true,
                type("token.validated", "token.introspected").and(decided()),
                success()
                        .or(event -> "insufficient_scope".equals(event.text(Field.DENY_REASON))
                                || "insufficient_scope".equals(event.text(Field.ERROR))));
        latency(
                "M3",
                false,
                type("token.issued", "token.exchanged", "token.refreshed").and(success()));
        ratio("M4", false, type("token.refreshed").and(decided()), success());
        count("M5", type("token.issued", "token.exchanged", "token.refreshed").and(success()), Field.ISSUER);
        ratio(
                "M6",
                true,
                type("token.validated").and(decided()).and(event -> event.has(Field.RESOURCE_SERVER)),
                success());
        count("M7", type("token.revoked", "consent.revoked", "session.ended").and(success()), Field.ISSUER);
        ratio("M9", false, type("consent.granted").and(success()).or(type("consent.denied")), type("consent.granted"));
        latency(
                "M10",
                true,
                type("token.introspected").or(type("token.validated").and(event -> "introspection"
                        .equals(event.text(Field.VALIDATION_MODE)))));
        count("T1", event -> true, Field.SOURCE);
        ratio("T5", false, event -> true, event -> event.has(Field.TRACE_ID) || event.has(Field.CORRELATION_ID));
        rotations();
    }

    private static Predicate<TokenEvent> type(String... types) {
        Set<String> known = Set.of(types);
        return event -> known.contains(event.text(Field.EVENT_TYPE));
    }

    private static Predicate<TokenEvent> success() {
        return event -> "success".equals(event.text(Field.OUTCOME));
    }

    private static Predicate<TokenEvent> decided() {
        return success().or(event -> "failure".equals(event.text(Field.OUTCOME)));
    }

    private static String key(String indicator, TokenEvent event, @Nullable String last) {
        long minute = event.eventTime() - Math.floorMod(event.eventTime(), 60_000L);
        return indicator + " " + minute + " " + event.text(Field.TENANT) + " " + event.text(Field.ISSUER) + " " + last;
    }

    private static @Nullable String server(boolean by, TokenEvent event) {
        String server = event.text(Field.RESOURCE_SERVER);
        return !by ? null : server == null ? "other" : server;
    }

    private void ratio(String id, boolean byServer, Predicate<TokenEvent> counts, Predicate<TokenEvent> good) {
        events.stream().filter(counts).forEach(event -> {
            long[] of = ratios.computeIfAbsent(key(id, event, server(byServer, event)), k -> new long[2]);
            of[0] += good.test(event) ? 1 : 0;
            of[1]++;
        });
    }

    private void count(String id, Predicate<TokenEvent> counted, Field last) {
        events.stream()
                .filter(counted)
                .forEach(event -> counts.merge(
                        key(id, event, last == Field.SOURCE ? event.text(Field.SOURCE) : null), 1L, Long::sum));
    }

    private void latency(String id, boolean byServer, Predicate<TokenEvent> counted) {
        events.stream()
                .filter(counted)
                .filter(event -> event.has(Field.DURATION_MS))
                .forEach(event -> latencies
                        .computeIfAbsent(key(id, event, server(byServer, event)), k -> new ArrayList<>())
                        .add(event.number(Field.DURATION_MS)));
    }

    /** M8 and K1, by a second look at all events for each key. */
    private void rotations() {
        Set<String> kids = new HashSet<>();
        events.forEach(event -> {
            if (event.has(Field.KID)) {
                kids.add(event.text(Field.TENANT) + "|" + event.text(Field.KID));
            }
        });
        for (String kid : kids) {
            List<TokenEvent> of = events.stream()
                    .filter(event ->
                            event.has(Field.KID) && kid.equals(event.text(Field.TENANT) + "|" + event.text(Field.KID)))
                    .toList();
            List<TokenEvent> published = of.stream()
                    .filter(type("key.published"))
                    .sorted(Recount::byTime)
                    .toList();
            List<TokenEvent> used = of.stream()
                    .filter(event ->
                            String.valueOf(event.text(Field.EVENT_TYPE)).startsWith("token."))
                    .sorted(Recount::byTime)
                    .toList();
            if (!published.isEmpty() && !used.isEmpty()) {
                long lag = used.get(0).eventTime() - published.get(0).eventTime();
                latencies
                        .computeIfAbsent(key("M8", used.get(0), null), k -> new ArrayList<>())
                        .add(Math.max(0, lag));
                Set<Long> days = new HashSet<>();
                used.forEach(event -> days.add(event.eventTime() / 86_400_000));
                days.stream().sorted().skip(Math.max(0, days.size() - 16)).forEach(day -> {
                    TokenEvent any = published.get(0).copy();
                    any.set(Field.EVENT_TIME, day * 86_400_000);
                    latencies
                            .computeIfAbsent(key("K1", any, null), k -> new ArrayList<>())
                            .add(Math.max(0, day * 86_400_000 - published.get(0).eventTime()));
                });
            }
        }
    }

    private static int byTime(TokenEvent one, TokenEvent other) {
        return Long.compare(one.eventTime(), other.eventTime());
    }
}
