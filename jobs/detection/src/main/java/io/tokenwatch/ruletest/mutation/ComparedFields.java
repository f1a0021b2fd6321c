package io.tokenwatch.ruletest.mutation;

import io.tokenwatch.yaml.YamlValue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fields of a step that {@code where} compares: an event without one of them is in no finding, so that its selection need not
 * ask whether the field is there. Not so where a selection is looked up by {@code as_of}, looked for by {@code absence}, or named
 * in the condition.
 */
record ComparedFields(Set<String> steps, List<String> comparisons) {
    static ComparedFields of(YamlValue root) {
        Map<String, YamlValue> rule = Mutations.entries(root);
        YamlValue correlation = rule.get("correlation");
        Map<String, YamlValue> parts = correlation == null ? Map.of() : Mutations.entries(correlation);
        if (texts(parts.get("type")).noneMatch(type -> type.startsWith("temporal"))) {
            return new ComparedFields(Set.of(), List.of());
        }
        Set<String> steps = new HashSet<>(texts(parts.get("steps")).toList());
        texts(parts.get("as_of")).forEach(steps::remove);
        YamlValue detection = rule.get("detection");
        Map<String, YamlValue> selections = detection == null ? Map.of() : Mutations.entries(detection);
        String condition = texts(selections.get("condition")).findFirst().orElse("");
        steps.removeIf(step -> mentions(condition, step) || condition.contains(" of "));
        return new ComparedFields(
                steps,
                texts(parts.get("where"))
                        .filter(line -> !mentions(line, "null"))
                        .toList());
    }

    private static Stream<String> texts(@org.jspecify.annotations.Nullable YamlValue value) {
        return value == null
                ? Stream.empty()
                : value.list().stream()
                        .filter(one -> !one.isMap() && !one.isList() && !one.isNull())
                        .map(one -> String.valueOf(one.scalar()));
    }

    private static boolean mentions(String text, String word) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w.-])")
                .matcher(text)
                .find();
    }

    /** Whether an event of that selection is in no finding without the field. */
    boolean need(String selection, String field) {
        return steps.contains(selection)
                && comparisons.stream().anyMatch(line -> mentions(line, selection + "." + field));
    }
}
