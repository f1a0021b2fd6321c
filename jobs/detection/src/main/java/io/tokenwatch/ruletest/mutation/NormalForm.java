package io.tokenwatch.ruletest.mutation;

import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A text that is the same only for rules that judge alike, so a mutant with the text of its rule is the rule in other words.
 * Every step rests on the semantics alone, never on tests:
 *
 * <ul>
 *   <li>values of a line are a set, alternatives of a selection are a set, comparisons of {@code where} are a set;
 *   <li>{@code all} of one value is that value; {@code exists: true} says nothing beside a line that needs the field,
 *       nor of a step's field that {@code where} compares;
 *   <li>{@code gt: n} is {@code gte: n + 1} of whole numbers and milliseconds, and so for {@code lt};
 *   <li>strictly ordered steps are at least a millisecond apart, so a lower bound of the gap up to that says nothing;
 *   <li>a gap is never longer than the timespan, nor the whole longer than its gaps together;
 *   <li>learning of no length or no events, an empty mapping and an empty list say nothing.
 * </ul>
 *
 * What it cannot tell apart is equivalent; not every equivalent mutant is told, and what is left is listed as a survivor.
 */
final class NormalForm {
    private NormalForm() {}

    static String of(YamlValue root) {
        Map<String, String> parts = new TreeMap<>();
        Mutations.entries(root).forEach((key, value) -> {
            switch (key) {
                case "detection" -> parts.put(key, detection(value, ComparedFields.of(root)));
                case "correlation" -> parts.put(key, correlation(value).toString());
                case "levels", "exceptions", "suppress", "level" -> parts.put(key, value.canonical());
                default -> {} // judges nothing
            }
        });
        return parts.toString();
    }

    private static String detection(YamlValue detection, ComparedFields compared) {
        Map<String, String> parts = new TreeMap<>();
        Mutations.entries(detection)
                .forEach((name, value) -> parts.put(
                        name,
                        name.equals("condition")
                                ? value.canonical()
                                : SelectionForm.of(value, field -> compared.need(name, field))));
        return parts.toString();
    }

    private static Map<String, String> correlation(YamlValue correlation) {
        Map<String, YamlValue> entries = Mutations.entries(correlation);
        Map<String, String> parts = new TreeMap<>();
        entries.forEach((key, value) -> parts.put(key, part(key, value)));
        if (parts.getOrDefault("type", "").contains("'temporal_ordered'")) {
            gap(entries, parts);
        }
        parts.values().removeIf(String::isEmpty);
        return parts;
    }

    /** Empty where it says nothing. */
    private static String part(String key, YamlValue value) {
        if (value.isMap()) {
            Map<String, String> parts = new TreeMap<>();
            Mutations.entries(value).forEach((name, inner) -> {
                Optional<Long> whole = whole(inner);
                boolean nothing = key.equals("learn") && whole.isPresent() && whole.get() == 0;
                boolean above = name.equals("gt") && whole.isPresent();
                boolean below = name.equals("lte") && whole.isPresent();
                String text = whole.map(n -> Long.toString(above || below ? n + 1 : n))
                        .orElseGet(() -> part("", inner));
                parts.put(above ? "gte" : below ? "lt" : name, nothing ? "" : text);
            });
            parts.values().removeIf(String::isEmpty);
            return parts.isEmpty() ? "" : parts.toString();
        }
        if (key.equals("where")) {
            TreeSet<String> comparisons = new TreeSet<>();
            value.list().forEach(one -> comparisons.add(one.canonical()));
            return comparisons.isEmpty() ? "" : comparisons.toString();
        }
        return whole(value).map(Object::toString).orElseGet(value::canonical);
    }

    private static void gap(Map<String, YamlValue> entries, Map<String, String> parts) {
        YamlValue steps = entries.get("steps");
        YamlValue timespan = entries.get("timespan");
        Optional<Long> span = timespan == null ? Optional.empty() : whole(timespan);
        YamlValue gap = entries.get("gap");
        if (steps == null || span.isEmpty()) {
            return;
        }
        long lower = 1;
        long upper = span.get();
        Map<String, String> others = new TreeMap<>();
        for (Map.Entry<String, YamlValue> bound :
                (gap == null ? Map.<String, YamlValue>of() : Mutations.entries(gap)).entrySet()) {
            long millis = whole(bound.getValue()).orElse(0L);
            switch (bound.getKey()) {
                case "gt" -> lower = Math.max(lower, millis + 1);
                case "gte" -> lower = Math.max(lower, millis);
                case "lt" -> upper = Math.min(upper, millis - 1);
                case "lte" -> upper = Math.min(upper, millis);
                default -> others.put(bound.getKey(), bound.getValue().canonical());
            }
        }
        int gaps = Math.max(1, steps.list().size() - 1);
        long whole = upper > Long.MAX_VALUE / gaps ? span.get() : Math.min(span.get(), upper * gaps);
        parts.put("gap", List.of(lower, upper) + others.toString());
        parts.put("timespan", Long.toString(whole));
    }

    /** A whole number, or milliseconds. */
    private static Optional<Long> whole(YamlValue value) {
        if (value.isMap() || value.isList()) {
            return Optional.empty();
        }
        Object scalar = value.scalar();
        return scalar instanceof Long number
                ? Optional.of(number)
                : scalar instanceof String text ? Duration.parse(text) : Optional.empty();
    }
}
