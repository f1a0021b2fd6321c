package io.tokenwatch.ruletest.mutation;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.yaml.YamlValue;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The part of {@link NormalForm} that is about one selection. */
final class SelectionForm {
    private SelectionForm() {}

    /** @param needed whether an event without that field says nothing anyway */
    static String of(YamlValue selection, Predicate<String> needed) {
        if (selection.isList()) {
            TreeSet<String> alternatives = new TreeSet<>();
            selection.list().forEach(one -> alternatives.add(of(one, needed)));
            return alternatives.size() == 1 ? alternatives.first() : alternatives.toString();
        }
        Map<String, YamlValue> lines = Mutations.entries(selection);
        Map<String, String> parts = new TreeMap<>();
        lines.forEach((key, value) -> {
            if (!(isExistence(key, value) && (needed.test(field(key)) || isNeeded(key, lines)))) {
                line(key, value, parts);
            }
        });
        return parts.toString();
    }

    private static boolean isExistence(String key, YamlValue value) {
        return key.endsWith("|exists") && !value.isList() && Boolean.TRUE.equals(value.scalar());
    }

    /** Whether another line cannot hold without the field; only {@code null}, {@code missing} and {@code exists: false} can. */
    private static boolean isNeeded(String key, Map<String, YamlValue> lines) {
        String field = field(key);
        return lines.entrySet().stream()
                .filter(line ->
                        !line.getKey().equals(key) && field(line.getKey()).equals(field))
                .filter(line ->
                        !line.getKey().contains("|exists") && !line.getKey().contains("|missing"))
                .anyMatch(line -> !line.getValue().isNull()
                        && !line.getValue().list().isEmpty()
                        && line.getValue().list().stream().noneMatch(YamlValue::isNull));
    }

    private static String field(String key) {
        return key.split("\\|", 2)[0];
    }

    private static void line(String key, YamlValue value, Map<String, String> parts) {
        TreeSet<String> values = new TreeSet<>();
        value.list().forEach(one -> values.add(one.canonical()));
        boolean whole = Field.of(field(key))
                        .map(Field::type)
                        .filter(type -> type == FieldType.NUMBER)
                        .isPresent()
                && !value.isList()
                && value.scalar() instanceof Long;
        if (whole && key.endsWith("|gt")) {
            parts.merge(key + "e", plusOne(value), SelectionForm::both);
        } else if (whole && key.endsWith("|lte")) {
            parts.merge(key.substring(0, key.length() - 1), plusOne(value), SelectionForm::both);
        } else {
            String single = values.size() == 1 ? key.replaceFirst("\\|all$", "") : key;
            parts.merge(single, value.isNull() ? "null" : values.toString(), SelectionForm::both);
        }
    }

    private static String plusOne(YamlValue value) {
        long number = value.scalar() instanceof Long whole ? whole : 0;
        return "[tag:yaml.org,2002:int'" + (number + 1) + "']";
    }

    private static String both(String one, String other) {
        return one.compareTo(other) < 0 ? one + other : other + one;
    }
}
