package io.tokenwatch.ruletest.mutation;

import io.tokenwatch.yaml.YamlPath;
import io.tokenwatch.yaml.YamlValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes of a correlation, whatever its type: every part left out, every bound moved, every comparison turned round. A new
 * type gets its mutants from this without a word; what must be there is refused by its compiler, and such mutants are not counted.
 */
final class CorrelationMutations {
    private static final Pattern COMPARISON = Pattern.compile("<=|>=|==|!=|<|>");
    private static final Pattern NUMBER = Pattern.compile("(?<=[<>=]\\s{0,3})-?[0-9]+(\\.[0-9]+)?$");
    private static final Map<String, List<String>> INSTEAD = Map.of(
            "<", List.of(">=", "<="),
            "<=", List.of(">", "<"),
            ">", List.of("<=", ">="),
            ">=", List.of("<", ">"),
            "==", List.of("!="),
            "!=", List.of("=="));
    private static final Map<String, String> OPPOSITE = Map.of("gt", "lte", "gte", "lt", "lt", "gte", "lte", "gt");

    private final Mutations out;

    CorrelationMutations(Mutations out) {
        this.out = out;
    }

    void add(YamlPath path, YamlValue correlation) {
        Map<String, YamlValue> parts = Mutations.entries(correlation);
        YamlValue type = parts.get("type");
        boolean ordered = type == null || !String.valueOf(type.scalar()).equals("temporal");
        parts.forEach((key, value) -> {
            YamlPath part = path.child(key);
            switch (key) {
                case "type", "field" -> {}
                case "group-by" -> out.dropElements(Operator.KEY, part, value, 2);
                case "steps" -> steps(part, value, ordered);
                default -> part(part, value);
            }
        });
    }

    void addTiers(YamlPath path, YamlValue tiers) {
        out.dropElements(Operator.PART, path, tiers, 1);
        for (int i = 0; i < tiers.list().size(); i++) {
            YamlValue when = Mutations.entries(tiers.list().get(i)).get("when");
            if (when != null) {
                inside(path.child(i).child("when"), when);
            }
        }
    }

    private void steps(YamlPath path, YamlValue steps, boolean ordered) {
        out.dropElements(Operator.PART, path, steps, 3);
        for (int i = 0; ordered && i < steps.list().size() - 1; i++) {
            out.swap(path.child(i), steps.list().get(i));
        }
    }

    private void part(YamlPath path, YamlValue value) {
        out.drop(Operator.PART, path, value);
        if (OPPOSITE.containsKey(path.last())) {
            out.rename(Operator.COMPARISON, path, value, OPPOSITE.getOrDefault(path.last(), ""));
        }
        inside(path, value);
    }

    private void inside(YamlPath path, YamlValue value) {
        Mutations.entries(value).forEach((key, inner) -> part(path.child(key), inner));
        if (value.isList()) {
            for (int i = 0; i < value.list().size(); i++) {
                part(path.child(i), value.list().get(i));
            }
        }
        Bounds.move(out, path, value);
        if (!value.isMap() && !value.isList() && value.scalar() instanceof String text) {
            comparison(path, value, text);
        }
    }

    /** Such as {@code used.issued_at < revoked.event_time}. */
    private void comparison(YamlPath path, YamlValue value, String text) {
        Matcher sign = COMPARISON.matcher(text);
        if (sign.find()) {
            for (String instead : INSTEAD.getOrDefault(sign.group(), List.of())) {
                String other = text.substring(0, sign.start()) + instead + text.substring(sign.end());
                out.replace(Operator.COMPARISON, path, value, other);
            }
            Matcher number = NUMBER.matcher(text);
            if (number.find()) {
                BigDecimal bound = new BigDecimal(number.group());
                String before = text.substring(0, number.start());
                out.moveBound(
                        path, value, before + bound.subtract(BigDecimal.ONE).toPlainString(), false);
                out.moveBound(path, value, before + bound.add(BigDecimal.ONE).toPlainString(), true);
            }
        } else if (text.contains("not_subset_of")) {
            out.replace(Operator.COMPARISON, path, value, text.replace("not_subset_of", "subset_of"));
        }
    }
}
