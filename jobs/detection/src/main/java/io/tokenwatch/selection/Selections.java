package io.tokenwatch.selection;

import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The named selections of a rule and, where it has one, the condition that joins them. */
public final class Selections {
    private final Map<String, Predicate> named;
    private final Optional<Predicate> condition;

    private Selections(Map<String, Predicate> named, Optional<Predicate> condition) {
        this.named = named;
        this.condition = condition;
    }

    /** Compiles the {@code detection} part of a rule; what cannot be compiled is a fault and left out. */
    public static Selections compile(YamlMap detection) {
        Map<String, Predicate> named = new LinkedHashMap<>();
        for (Map.Entry<String, YamlValue> entry : detection.entries().entrySet()) {
            if (!entry.getKey().equals("condition")) {
                named.put(entry.getKey(), selection(entry.getValue()));
            }
        }
        Optional<Predicate> condition = detection.get("condition").flatMap(value -> value.text()
                .flatMap(text -> new Condition(text, named, value).compile()));
        return new Selections(named, condition);
    }

    /** A mapping holds if all its lines do, a list of mappings if any of them does. */
    private static Predicate selection(YamlValue value) {
        if (value.isList()) {
            if (value.list().isEmpty()) {
                value.fault(
                        FaultKind.EMPTY_SELECTION,
                        "the list of selections is empty and would match nothing",
                        "write '- event_type: ...'");
            }
            return Predicate.Any.of(
                    value.list().stream().map(Selections::selection).toList());
        }
        List<Predicate> tests = new ArrayList<>();
        if (value.isMap() && value.map().orElseThrow().entries().isEmpty()) {
            value.fault(
                    FaultKind.EMPTY_SELECTION,
                    "the selection is empty and would match every event",
                    "write 'event_type: ...' or such");
        }
        value.map().ifPresent(map -> map.entries()
                .forEach((key, operand) -> FieldTest.compile(key, operand).ifPresent(tests::add)));
        return Predicate.All.of(tests);
    }

    public Map<String, Predicate> named() {
        return named;
    }

    /**
     * The selection of that name, narrowed by the condition if one is written; a fault at {@code value}, and one that never
     * holds, if there is none.
     */
    public Predicate named(String name, YamlValue value) {
        Predicate predicate = named.get(name);
        if (predicate == null) {
            value.fault(
                    FaultKind.UNKNOWN_SELECTION,
                    "there is no selection '" + name + "'",
                    Nearest.advice(name, named.keySet()));
            return new Predicate.Any();
        }
        return condition
                .<Predicate>map(narrows -> new Predicate.All(predicate, narrows))
                .orElse(predicate);
    }

    /** The condition; without one, all selections joined if there is just one of them. */
    public Optional<Predicate> condition() {
        return condition.or(() -> named.size() == 1 ? named.values().stream().findFirst() : Optional.empty());
    }
}
