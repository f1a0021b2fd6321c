package io.tokenwatch.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.event.Field;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A rule that can raise no alert from logs of a format, because they lack what it needs: its silence there says nothing.
 *
 * @param lacks the missing fields, in the order of {@link Field}
 */
public record NotEvaluable(String rule, String format, List<String> lacks) {
    /** The rules that a connector cannot supply, by format, then rule. */
    static List<NotEvaluable> of(RuleFiles files, List<Rule> rules, Collection<Connector> connectors) {
        Map<String, Set<String>> shown = shown(files);
        List<NotEvaluable> found = new ArrayList<>();
        connectors.stream()
                .distinct()
                .sorted(Comparator.comparing(Connector::format))
                .forEach(connector -> {
                    for (Rule rule : rules) {
                        List<String> lacks = Arrays.stream(Field.values())
                                .filter(field -> !connector.supplies().contains(field))
                                .filter(field -> needs(rule, field, shown.getOrDefault(rule.id(), Set.of())))
                                .map(Field::fieldName)
                                .toList();
                        if (!lacks.isEmpty()) {
                            found.add(new NotEvaluable(rule.id(), connector.format(), lacks));
                        }
                    }
                });
        return found;
    }

    /** Whether no event without the field matters to the rule: as its key, in what it compares, or in what it selects. */
    private static boolean needs(Rule rule, Field field, Set<String> shown) {
        boolean compared =
                rule.captures().contains(field) && field != Field.RAW_REF && !shown.contains(field.fieldName());
        return compared
                || rule.groupBy().stream().anyMatch(part -> part.fields().contains(field))
                || rule.steps().stream()
                        .anyMatch(step -> step.predicate().bound(field).isPresent());
    }

    /** What each rule captures only to show it: its {@code fields}. */
    private static Map<String, Set<String>> shown(RuleFiles files) {
        Map<String, Set<String>> shown = new HashMap<>();
        files.texts().forEach((name, text) -> {
            Optional<YamlMap> rule = Yaml.parse(name, text, new Faults()).flatMap(YamlValue::map);
            rule.ifPresent(map -> shown.put(
                    map.text("id", ""), map.texts("fields").stream().collect(Collectors.toUnmodifiableSet())));
        });
        return shown;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", rule);
        json.writeStringField("format", format);
        json.writeFieldName("lacks");
        json.writeArray(lacks.toArray(String[]::new), 0, lacks.size());
        json.writeEndObject();
    }
}
