package io.tokenwatch.writer;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertEvidence;
import io.tokenwatch.detector.Fact;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How much of an alert is told.
 *
 * @param text characters of each value that came with an event; of lists, as many elements as make that up
 * @param events of the evidence: the earliest and the latest
 */
record Room(int text, int events) {
    private static final String MARKER = "…[+";

    private static final int LEAST = 64;

    /** Whether it seems not to be the whole value: never to be taken for an identity. */
    static boolean isCut(String value) {
        return value.length() >= LEAST && value.endsWith("]") && value.contains(MARKER);
    }

    /** The same alert, cut where it needs to be: texts end in a marker, and an alert with less evidence is {@code truncated}. */
    Alert fit(Alert alert) {
        List<AlertEvidence> evidence = alert.evidence();
        boolean tooMany = evidence.size() > events;
        int head = (events + 1) / 2;
        List<AlertEvidence> shown = !tooMany
                ? evidence
                : Stream.concat(
                                evidence.subList(0, head).stream(),
                                evidence.subList(evidence.size() - (events - head), evidence.size()).stream())
                        .toList();
        return new Alert(
                alert.id(),
                alert.rule(),
                alert.level(),
                cut(alert.tenant()),
                fit(alert.key()),
                alert.bucketStart(),
                alert.bucketEnd(),
                alert.time(),
                alert.lastTime(),
                alert.count(),
                alert.estimated(),
                alert.truncated() || tooMany,
                alert.facts().stream()
                        .map(fact -> new Fact(fact.feature(), cut(fact.observed()), cut(fact.expected()), fact.kind()))
                        .toList(),
                shown.stream().map(this::fit).toList(),
                alert.status(),
                alert.revision());
    }

    private AlertEvidence fit(AlertEvidence event) {
        return new AlertEvidence(
                event.time(), cut(event.eventId()), event.role(), cut(event.rawRef()), fit(event.values()));
    }

    private SortedMap<String, Object> fit(SortedMap<String, Object> values) {
        SortedMap<String, Object> fitting = new TreeMap<>();
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            fitting.put(entry.getKey(), fit(entry.getValue()));
        }
        return fitting;
    }

    private Object fit(Object value) {
        if (value instanceof Collection<?> many) {
            int elements = Math.max(1, text / 16);
            List<String> first = many.stream()
                    .limit(elements)
                    .map(one -> cut(one.toString()))
                    .toList();
            return many.size() <= elements ? first : with(first, MARKER + (many.size() - elements) + "]");
        }
        return value instanceof String one ? cut(one) : value;
    }

    private static List<String> with(List<String> first, String marker) {
        return Stream.concat(first.stream(), Stream.of(marker)).toList();
    }

    /** At most {@link #text} characters and a marker that says how many more there were. */
    private String cut(String value) {
        String safe = TokenShapes.withheld(value);
        if (safe.length() <= text) {
            return safe;
        }
        int end = Character.isHighSurrogate(safe.charAt(text - 1)) ? text - 1 : text;
        return safe.substring(0, end) + MARKER + (safe.length() - end) + "]";
    }
}
