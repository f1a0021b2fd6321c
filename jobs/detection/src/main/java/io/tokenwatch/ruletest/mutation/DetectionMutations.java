package io.tokenwatch.ruletest.mutation;

import io.tokenwatch.yaml.YamlPath;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Changes of selections and of the condition. */
final class DetectionMutations {
    private static final Map<String, List<String>> INSTEAD = Map.ofEntries(
            Map.entry("gt", List.of("lte", "gte")),
            Map.entry("gte", List.of("lt", "gt")),
            Map.entry("lt", List.of("gte", "lte")),
            Map.entry("lte", List.of("gt", "lt")),
            Map.entry("startswith", List.of("contains")),
            Map.entry("endswith", List.of("contains")),
            Map.entry("missing", List.of("exists")),
            Map.entry("neq", List.of("")),
            Map.entry("cased", List.of("")),
            Map.entry("i", List.of("")),
            Map.entry("all", List.of("")));
    private static final Pattern WORD = Pattern.compile("\\band\\b|\\bor\\b|\\bnot\\b|\\b(1|any|all)(?= of\\b)");

    private final Mutations out;

    DetectionMutations(Mutations out) {
        this.out = out;
    }

    void add(YamlPath path, YamlValue detection) {
        Mutations.entries(detection).forEach((name, value) -> {
            if (name.equals("condition")) {
                condition(path.child(name), value);
            } else {
                selection(path.child(name), value);
            }
        });
    }

    private void selection(YamlPath path, YamlValue selection) {
        if (selection.isList()) {
            out.dropElements(Operator.SELECTION, path, selection, 2);
            List<YamlValue> alternatives = selection.list();
            for (int i = 0; i < alternatives.size(); i++) {
                selection(path.child(i), alternatives.get(i));
            }
        }
        Map<String, YamlValue> lines = Mutations.entries(selection);
        lines.forEach((key, value) -> {
            if (lines.size() > 1) {
                out.drop(Operator.SELECTION, path.child(key), value);
            }
            line(path.child(key), value);
        });
    }

    private void line(YamlPath path, YamlValue value) {
        List<String> parts = List.of(path.last().split("\\|", -1));
        if (value.isList()) {
            out.dropElements(Operator.VALUE, path, value, 2);
        }
        for (int i = 1; i < parts.size(); i++) {
            for (String instead : INSTEAD.getOrDefault(parts.get(i), List.of())) {
                List<String> other = new ArrayList<>(parts);
                other.set(i, instead);
                other.remove("");
                out.rename(Operator.MODIFIER, path, value, String.join("|", other));
            }
        }
        String last = parts.get(parts.size() - 1);
        if (last.equals("exists") || isFlag(value)) {
            out.replace(Operator.MODIFIER, path, value, String.valueOf(!Boolean.TRUE.equals(value.scalar())));
        }
        for (int i = 0; i < value.list().size(); i++) {
            YamlPath one = value.isList() ? path.child(i) : path;
            if (last.equals("cidr")) {
                network(one, value.list().get(i));
            } else if (INSTEAD.containsKey(last) && last.matches("[gl]te?")) {
                Bounds.move(out, one, value.list().get(i));
            }
        }
    }

    private static boolean isFlag(YamlValue value) {
        return !value.isList() && !value.isMap() && value.scalar() instanceof Boolean;
    }

    private void network(YamlPath path, YamlValue value) {
        String text = String.valueOf(value.scalar());
        String[] parts = text.split("/", 2);
        if (parts.length == 2 && parts[1].matches("[0-9]{1,3}")) {
            int prefix = Integer.parseInt(parts[1]);
            for (int other : new int[] {prefix - 1, prefix + 1}) {
                if (other >= 0) {
                    out.replace(Operator.MODIFIER, path, value, parts[0] + "/" + other);
                }
            }
        }
    }

    private void condition(YamlPath path, YamlValue value) {
        if (value.isMap() || value.isList()) {
            return;
        }
        String text = String.valueOf(value.scalar());
        out.drop(Operator.CONDITION, path, value);
        WORD.matcher(text).results().forEach(word -> {
            String instead =
                    switch (word.group()) {
                        case "and" -> "or";
                        case "or" -> "and";
                        case "all" -> "1";
                        case "not" -> "";
                        default -> "all";
                    };
            out.replace(Operator.CONDITION, path, value, with(text, word, instead));
        });
        if (!text.contains(" or ") && !text.contains("(")) {
            conjuncts(path, value, text);
        }
    }

    private void conjuncts(YamlPath path, YamlValue value, String text) {
        List<String> parts = Arrays.asList(text.trim().split("\\s+and\\s+", -1));
        for (int i = 0; parts.size() > 1 && i < parts.size(); i++) {
            List<String> others = new ArrayList<>(parts);
            others.remove(i);
            out.replace(Operator.CONDITION, path, value, String.join(" and ", others));
        }
    }

    private static String with(String text, MatchResult what, String instead) {
        return (text.substring(0, what.start()) + instead + text.substring(what.end()))
                .replaceAll("\\s+", " ")
                .trim();
    }
}
