package io.tokenwatch.ruledocs;

import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tests of a rule as examples: each with its events and the alerts it expects. */
final class Examples {
    private static final int SHOWN = 3;
    private static final int MOST_FIELDS = 8;

    private Examples() {}

    static void write(List<YamlValue> tests, Markdown out) {
        List<YamlMap> maps = tests.stream().flatMap(test -> test.map().stream()).toList();
        for (int i = 0; i < maps.size(); i++) {
            if (i == SHOWN) {
                out.line("<details>");
                out.line("<summary>" + (maps.size() - SHOWN) + " more</summary>")
                        .line("");
            }
            example(maps.get(i), out);
        }
        if (maps.size() > SHOWN) {
            out.line("</details>").line("");
        }
    }

    private static void example(YamlMap test, Markdown out) {
        out.line("**" + sentence(test.text("name", "")) + "**").line("");
        out.line("```");
        List<YamlValue> given = list(test, "given");
        given.forEach(event -> event.map().ifPresent(map -> out.line(event(map))));
        List<YamlValue> expected = list(test, "expect");
        if (expected.isEmpty()) {
            out.line("=> no alert");
        }
        expected.forEach(alert -> alert.map().ifPresent(map -> out.line("=> alert" + alert(map))));
        out.line("```").line("");
    }

    private static String sentence(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static List<YamlValue> list(YamlMap test, String key) {
        return test.get(key).map(YamlValue::list).orElse(List.of());
    }

    private static String event(YamlMap event) {
        Map<String, String> fields = new LinkedHashMap<>();
        event.entries().forEach((name, value) -> fields.put(name, Written.of(value)));
        List<String> parts = new ArrayList<>();
        parts.add(pad(take(fields, "at"), 8));
        parts.add(pad(take(fields, "event_type"), 16));
        parts.add(pad(take(fields, "outcome"), 8));
        String repeat = take(fields, "repeat");
        fields.entrySet().stream()
                .limit(MOST_FIELDS)
                .forEach(field -> parts.add(field.getKey() + "=" + field.getValue()));
        if (fields.size() > MOST_FIELDS) {
            parts.add("and " + (fields.size() - MOST_FIELDS) + " more fields");
        }
        if (!repeat.isEmpty()) {
            parts.add("repeat " + repeat);
        }
        return String.join(" ", parts).stripTrailing();
    }

    private static String take(Map<String, String> fields, String name) {
        String value = fields.remove(name);
        return value == null ? "" : value;
    }

    private static String alert(YamlMap alert) {
        List<String> parts = new ArrayList<>();
        alert.entries()
                .forEach((name, value) -> parts.add(
                        name.equals("at") ? " at " + Written.of(value) : " " + name + " " + Written.of(value)));
        return String.join(",", parts);
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
