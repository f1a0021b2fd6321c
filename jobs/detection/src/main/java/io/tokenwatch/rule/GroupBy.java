package io.tokenwatch.rule;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads {@code group-by}, whose parts are fields or, by Sigma's {@code aliases}, a field of its own for each step. */
final class GroupBy {
    private final List<String> steps;
    private final Map<String, YamlValue> unused = new LinkedHashMap<>();
    private final Map<String, KeyPart> aliases = new LinkedHashMap<>();

    private GroupBy(List<String> steps) {
        this.steps = steps;
    }

    static List<KeyPart> read(YamlMap correlation, List<Step> steps) {
        GroupBy reader = new GroupBy(steps.stream().map(Step::name).toList());
        correlation.get("aliases").ifPresent(value -> reader.aliases(value, correlation.has("steps")));
        List<KeyPart> parts = new ArrayList<>();
        correlation.required("group-by", "[token_id]").map(YamlValue::list).orElse(List.of()).stream()
                .flatMap(value -> reader.part(value).stream())
                .forEach(parts::add);
        reader.unused.forEach((name, value) -> value.faultAtKey(
                FaultKind.BAD_ALIAS, "the alias '" + name + "' is not in group-by", "add it to group-by or remove it"));
        return parts;
    }

    /** The key of a rule without a correlation, which {@code suppress.by} names. */
    static List<KeyPart> ofFields(List<String> names) {
        return names.stream()
                .flatMap(name -> Field.of(name).map(KeyPart::of).stream())
                .toList();
    }

    private Optional<KeyPart> part(YamlValue value) {
        String name = value.text().orElse("");
        unused.remove(name);
        KeyPart alias = aliases.get(name);
        return alias != null ? Optional.of(alias) : field(name, value).map(KeyPart::of);
    }

    private Optional<Field> field(String name, YamlValue value) {
        Optional<Field> field = Field.of(name);
        if (field.isEmpty() && !name.isEmpty()) {
            List<String> known = new ArrayList<>(aliases.keySet());
            Arrays.stream(Field.values()).map(Field::fieldName).forEach(known::add);
            value.fault(FaultKind.UNKNOWN_FIELD, "'" + name + "' is no field", Nearest.advice(name, known));
        }
        return field;
    }

    private void aliases(YamlValue value, boolean hasSteps) {
        if (!hasSteps) {
            value.fault(
                    FaultKind.BAD_ALIAS,
                    "aliases name the fields of steps, and there are none",
                    "write the field in group-by");
            return;
        }
        Optional<YamlMap> map = value.map();
        map.ifPresent(named -> named.entries().forEach((name, ofSteps) -> {
            if (Field.of(name).isPresent()) {
                ofSteps.faultAtKey(
                        FaultKind.BAD_ALIAS, "'" + name + "' is a field already", "give the alias a name of its own");
            }
            ofSteps.map().flatMap(each -> alias(name, ofSteps, each)).ifPresent(part -> {
                aliases.put(name, part);
                unused.put(name, ofSteps);
            });
        }));
    }

    private Optional<KeyPart> alias(String name, YamlValue value, YamlMap ofSteps) {
        List<Field> fields = new ArrayList<>();
        for (String step : steps) {
            ofSteps.required(step, "token_id")
                    .flatMap(named -> named.text().flatMap(text -> field(text, named)))
                    .ifPresent(fields::add);
        }
        ofSteps.refuseOthers();
        TreeSet<FieldType> types = new TreeSet<>();
        fields.forEach(field -> types.add(field.type().element()));
        if (types.size() > 1) {
            value.faultAtKey(
                    FaultKind.BAD_ALIAS,
                    "the fields of '" + name + "' hold different kinds of values",
                    "name fields of one kind");
        }
        boolean same = fields.stream().distinct().count() == 1;
        return fields.size() < steps.size() || types.size() > 1
                ? Optional.empty()
                : Optional.of(new KeyPart(name, same ? fields.subList(0, 1) : fields));
    }
}
