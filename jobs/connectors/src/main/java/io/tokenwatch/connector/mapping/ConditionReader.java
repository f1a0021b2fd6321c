package io.tokenwatch.connector.mapping;

import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads what must hold: {@code /pointer: word} lines, all of which must; several in a list, of which one must. Instead of one word a list of
 * them, {@code null} where the log says nothing, or {@code {not: …}}.
 */
final class ConditionReader {
    private final Location.All locations;

    ConditionReader(Location.All locations) {
        this.locations = locations;
    }

    Condition read(YamlValue value) {
        if (value.isList()) {
            return new Condition.Any(value.list().stream().map(this::read).toList());
        }
        return value.map().map(this::all).orElse(Condition.ALWAYS);
    }

    private Condition all(YamlMap map) {
        return new Condition.All(map.entries().entrySet().stream()
                .map(entry -> one(entry.getKey(), entry.getValue()))
                .toList());
    }

    private Condition one(String pointer, YamlValue value) {
        Location location;
        try {
            if (!Location.is(pointer)) {
                throw new IllegalArgumentException("a condition names a place in the log");
            }
            location = locations.of(pointer);
        } catch (IllegalArgumentException e) {
            value.faultAtKey(
                    io.tokenwatch.yaml.FaultKind.BAD_MAPPING, String.valueOf(e.getMessage()), "write it as /name/name");
            return Condition.ALWAYS;
        }
        if (!value.isMap()) {
            return says(location, value);
        }
        return value.map()
                .flatMap(map -> {
                    var not = map.required("not", "…");
                    map.refuseOthers();
                    return not;
                })
                .<Condition>map(not -> new Condition.Not(says(location, not)))
                .orElse(Condition.ALWAYS);
    }

    private static Condition says(Location location, YamlValue value) {
        if (OriginReader.isNothing(value)) {
            return new Condition.Missing(location);
        }
        List<Predicate<String>> words = value.list().stream()
                .flatMap(one -> one.text().stream())
                .map(Condition::word)
                .toList();
        return new Condition.Says(location, words);
    }
}
