package io.tokenwatch.backtest;

import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One place in which two versions of a rule differ.
 *
 * @param path such as {@code correlation.timespan}
 * @param before what stood there, in canonical form; empty if nothing did
 * @param after what stands there now; empty if nothing does
 */
public record LogicChange(String path, String before, String after) {
    /** Tests change no judgement. */
    private static final Set<String> NO_LOGIC = Set.of("tests");

    /** Every difference between two texts of a rule but in its tests, in the order of the paths. */
    static List<LogicChange> between(String before, String after) {
        Map<String, String> old = flat(before);
        Map<String, String> now = flat(after);
        Set<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        List<LogicChange> changes = new ArrayList<>();
        for (String path : paths) {
            LogicChange change = new LogicChange(path, old.getOrDefault(path, ""), now.getOrDefault(path, ""));
            if (!change.before.equals(change.after)) {
                changes.add(change);
            }
        }
        return changes;
    }

    /** The texts of the rules by their id. */
    static Map<String, String> texts(RuleFiles files) {
        Map<String, String> texts = new TreeMap<>();
        files.rules().forEach((name, text) -> map(text).ifPresent(rule -> texts.put(rule.text("id", name), text)));
        return texts;
    }

    private static Optional<YamlMap> map(String text) {
        return Yaml.parse("rule", text, new Faults()).flatMap(YamlValue::map);
    }

    private static Map<String, String> flat(String text) {
        Map<String, String> flat = new TreeMap<>();
        map(text).ifPresent(rule -> rule.entries().forEach((key, value) -> {
            if (!NO_LOGIC.contains(key)) {
                flatten(key, value, flat);
            }
        }));
        return flat;
    }

    private static void flatten(String path, YamlValue value, Map<String, String> into) {
        if (value.isMap()) {
            value.map().orElseThrow().entries().forEach((key, inner) -> flatten(path + "." + key, inner, into));
        } else {
            into.put(path, shown(value));
        }
    }

    private static String shown(YamlValue value) {
        if (value.isList()) {
            return "["
                    + String.join(
                            ", ", value.list().stream().map(LogicChange::shown).toList()) + "]";
        }
        if (value.isMap()) {
            List<String> lines = new ArrayList<>();
            value.map().orElseThrow().entries().forEach((key, inner) -> lines.add(key + ": " + shown(inner)));
            return "{" + String.join(", ", lines) + "}";
        }
        return value.isNull() ? "null" : value.text().orElse("");
    }
}
