package io.tokenwatch.connector.mapping;

import io.tokenwatch.connector.EventTypes;
import io.tokenwatch.connector.record.LineForm;
import io.tokenwatch.connector.record.Pointer;
import io.tokenwatch.event.Field;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.FaultyFileException;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a mapping file. */
final class MappingFile {
    private static final Set<String> OUTCOMES = Set.of("success", "failure", "unknown");
    private static final Set<Field> NOT_OF_THE_LOG = Set.of(Field.INGEST_TIME, Field.RAW_REF, Field.SOURCE);

    private final Location.All locations = new Location.All();
    private final OriginReader origins = new OriginReader(locations);
    private final ConditionReader conditions = new ConditionReader(locations);
    private Map<Field, Origin> common = new EnumMap<>(Field.class);

    private MappingFile() {}

    /** @throws FaultyFileException if it is none, with all that is wrong */
    static Mapping read(String file, String text, Faults faults) {
        Optional<YamlMap> root = Yaml.parse(file, text, faults).flatMap(YamlValue::map);
        Optional<Mapping> mapping = root.map(map -> new MappingFile().mapping(map));
        faults.throwIfAny();
        return mapping.orElseThrow();
    }

    private Mapping mapping(YamlMap map) {
        String format = map.required("format", "acme").flatMap(YamlValue::text).orElse("");
        if (!format.matches("[a-z0-9][a-z0-9_-]{0,31}")) {
            map.get("format")
                    .ifPresent(value -> value.fault(
                            FaultKind.BAD_MAPPING, "a format is lower case, without blanks", "such as 'acme'"));
        }
        LineForm lines =
                map.get("lines").flatMap(YamlValue::map).map(MappingFile::lines).orElse(LineForm.NONE);
        List<List<String>> recognise = elements(map, "recognise").stream()
                .map(MappingFile::texts)
                .filter(texts -> !texts.isEmpty())
                .toList();
        List<Pointer> inside = elements(map, "inside").stream()
                .flatMap(value -> pointer(value).stream())
                .toList();
        Optional<Pointer> each = map.get("each").flatMap(MappingFile::pointer);
        Origin type = map.required("type", "/eventType").flatMap(origins::read).orElse(new Origin.Constant(""));
        common = map.get("common")
                .flatMap(YamlValue::map)
                .map(fields -> fields(fields, Map.of()))
                .orElse(common);
        List<Mapping.Case> cases = map
                .required("cases", "[{when: {/type: x}, events: {event_type: token.issued}}]")
                .map(YamlValue::list)
                .orElse(List.of())
                .stream()
                .flatMap(value -> value.map().stream())
                .map(this::oneCase)
                .toList();
        String product = map.text("product", format);
        map.refuseOthers();
        return new Mapping(format, product, lines, recognise, inside, orNull(each), type, cases, locations.count());
    }

    private static @Nullable Pointer orNull(Optional<Pointer> pointer) {
        return pointer.orElse(null);
    }

    private static List<YamlValue> elements(YamlMap map, String key) {
        return map.get(key).map(YamlValue::list).orElse(List.of());
    }

    private static List<String> texts(YamlValue value) {
        return value.list().stream().flatMap(one -> one.text().stream()).toList();
    }

    private static Optional<Pointer> pointer(YamlValue value) {
        Optional<String> text = value.text();
        try {
            return text.map(Pointer::of);
        } catch (IllegalArgumentException e) {
            value.fault(String.valueOf(e.getMessage()), "such as /records/*");
            return Optional.empty();
        }
    }

    private static LineForm lines(YamlMap map) {
        String separator = map.text("separator", ",");
        List<YamlValue> written = elements(map, "columns");
        List<List<String>> layouts = written.stream().anyMatch(YamlValue::isList)
                ? written.stream().map(MappingFile::texts).toList()
                : written.isEmpty() ? List.of() : List.of(map.texts("columns"));
        String json = map.text("json_column", "");
        if (separator.length() != 1) {
            map.fault(FaultKind.BAD_MAPPING, "'separator' is one character", "write separator: '|'");
        }
        if (layouts.isEmpty() == json.isEmpty()) {
            map.fault(FaultKind.BAD_MAPPING, "lines are told by 'columns' or by 'json_column'", "write one of them");
        }
        map.refuseOthers();
        return new LineForm(separator.isEmpty() ? ',' : separator.charAt(0), layouts, json.isEmpty() ? null : json);
    }

    private Mapping.Case oneCase(YamlMap map) {
        Condition when = map.get("when").map(conditions::read).orElse(Condition.ALWAYS);
        List<Mapping.Event> events = new ArrayList<>();
        for (YamlValue value : elements(map, "events")) {
            value.map().ifPresent(event -> events.add(event(event)));
        }
        boolean also = map.text("also", "false").equals("true");
        map.refuseOthers();
        return new Mapping.Case(when, also, events);
    }

    private Mapping.Event event(YamlMap map) {
        Condition when = map.get("when").map(conditions::read).orElse(Condition.ALWAYS);
        Map<Field, Origin> fields = fields(map, common);
        for (Field needed : List.of(Field.EVENT_TYPE, Field.EVENT_TIME)) {
            if (!fields.containsKey(needed)) {
                map.fault(
                        FaultKind.MISSING_KEY,
                        "the event has no " + needed.fieldName(),
                        "say it here, or for all events in 'common'");
            }
        }
        return new Mapping.Event(when, fields);
    }

    private Map<Field, Origin> fields(YamlMap map, Map<Field, Origin> before) {
        Map<Field, Origin> fields = new EnumMap<>(Field.class);
        fields.putAll(before);
        map.entries().forEach((name, value) -> {
            if (name.equals("when")) {
                return;
            }
            Optional<Field> field = Field.of(name).filter(found -> !NOT_OF_THE_LOG.contains(found));
            if (field.isEmpty()) {
                value.faultAtKey(
                        FaultKind.UNKNOWN_FIELD,
                        "there is no field '" + name + "' to fill",
                        Nearest.advice(name, names()));
            } else if (OriginReader.isNothing(value)) {
                fields.remove(field.get());
            } else {
                origins.read(value).ifPresent(origin -> {
                    check(field.get(), origin, value);
                    fields.put(field.get(), origin);
                });
            }
        });
        return fields;
    }

    private static List<String> names() {
        return Arrays.stream(Field.values())
                .filter(field -> !NOT_OF_THE_LOG.contains(field))
                .map(Field::fieldName)
                .toList();
    }

    private static void check(Field field, Origin origin, YamlValue value) {
        Set<String> allowed = field == Field.EVENT_TYPE ? EventTypes.ALL : field == Field.OUTCOME ? OUTCOMES : Set.of();
        if (allowed.isEmpty()) {
            return;
        }
        Set<String> said = origin.vocabulary();
        if (said == null) {
            value.fault(
                    FaultKind.BAD_MAPPING,
                    field.fieldName() + " takes words of ours, and the log's could be any",
                    "translate them: {from: /result, words: {…: "
                            + allowed.iterator().next() + "}}");
            return;
        }
        said.stream()
                .filter(word -> !word.isEmpty() && !allowed.contains(word))
                .findFirst()
                .ifPresent(word -> value.fault(
                        FaultKind.UNKNOWN_CHOICE,
                        "'" + word + "' is no " + field.fieldName(),
                        Nearest.advice(word, allowed)));
    }
}
