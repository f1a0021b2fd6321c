package io.tokenwatch.ruledocs;

import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A selection as a sentence. */
final class SelectionText {
    private static final Map<String, String> VERBS = Map.ofEntries(
            Map.entry("contains", "contains"),
            Map.entry("startswith", "starts with"),
            Map.entry("endswith", "ends with"),
            Map.entry("cidr", "is an address in"),
            Map.entry("re", "matches"),
            Map.entry("gt", "is greater than"),
            Map.entry("gte", "is at least"),
            Map.entry("lt", "is less than"),
            Map.entry("lte", "is at most"),
            Map.entry("neq", "is present and is not"),
            Map.entry("fieldref", "equals the field"));

    private SelectionText() {}

    /** A bound such as {@code gt} in words, for a length of time. */
    static String bound(String word) {
        return VERBS.getOrDefault(word, word).replaceFirst("^is ", "").replace("greater", "more");
    }

    static String of(YamlValue selection) {
        if (selection.isList()) {
            return selection.list().stream().map(SelectionText::of).collect(Collectors.joining("; or "));
        }
        return selection.map().map(SelectionText::of).orElse("");
    }

    private static String of(YamlMap lines) {
        List<String> parts = new ArrayList<>();
        lines.entries().forEach((key, value) -> parts.add(line(key, value)));
        return String.join(", and ", parts);
    }

    private static String line(String key, YamlValue value) {
        List<String> parts = Arrays.asList(key.split("\\|", -1));
        String field = Markdown.code(parts.get(0));
        List<String> modifiers = parts.subList(1, parts.size());
        if (modifiers.contains("missing")) {
            return field + " is missing, though the source tells it where there is one";
        }
        if (modifiers.contains("exists")) {
            return field + (value.text().orElse("").equals("true") ? " is present" : " is absent");
        }
        boolean mayBeAbsent = value.isNull() || value.list().stream().anyMatch(YamlValue::isNull);
        List<String> operands = value.list().stream()
                .filter(operand -> !operand.isNull())
                .flatMap(operand -> operand.text().stream())
                .toList();
        if (operands.isEmpty()) {
            return field + " is absent";
        }
        String verb = modifiers.stream()
                .filter(VERBS::containsKey)
                .map(VERBS::get)
                .findFirst()
                .orElse("is");
        String others = modifiers.stream()
                .filter(modifier -> !VERBS.containsKey(modifier) && !modifier.equals("all"))
                .map(modifier -> " (" + Markdown.code(modifier) + ")")
                .collect(Collectors.joining());
        if (modifiers.contains("count")) {
            return "the number of values of " + field + " " + verb + " " + Markdown.codes(operands, "or");
        }
        return field + " " + verb + " " + Markdown.codes(operands, modifiers.contains("all") ? "and" : "or") + others
                + (mayBeAbsent ? ", or is absent" : "");
    }
}
