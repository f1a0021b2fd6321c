package io.tokenwatch.selection;

import io.tokenwatch.list.Lists;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        return compile(detection, Lists.none());
    }

    /** As {@link #compile(YamlMap)}, with the lists that selections may name. */
    public static Selections compile(YamlMap detection, Lists lists) {
        Map<String, Predicate> named = new LinkedHashMap<>();
        for (Map.Entry<String, YamlValue> entry : detection.entries().entrySet()) {
            if (!entry.getKey().equals("condition")) {
                named.put(entry.getKey(), selection(entry.getValue(), lists));
            }
        }
        Optional<Predicate> condition = detection.get("condition").flatMap(value -> value.text()
                .flatMap(text -> new Condition(text, named, value).compile()));
        return new Selections(named, condition);
    }

    /** Compiles one selection by itself. */
    public static Predicate one(YamlValue value, Lists lists) {
        return selection(value, lists);
    }

    /** A mapping holds if all its lines do, a list if any of its mappings, or keywords, does. */
    static Predicate selection(YamlValue value, Lists lists) {
        if (value.isList()) {
            if (value.list().isEmpty()) {
                value.fault(
                        FaultKind.EMPTY_SELECTION,
                        "the list of selections is empty and would match nothing",
                        "write '- event_type: ...'");
            }
            return Any.of(
                    value.list().stream().map(each -> element(each, lists)).toList());
        }
        List<Predicate> tests = new ArrayList<>();
        if (value.isMap() && value.map().orElseThrow().entries().isEmpty()) {
            value.fault(
                    FaultKind.EMPTY_SELECTION,
                    "the selection is empty and would match every event",
                    "write 'event_type: ...' or such");
        }
        value.map().ifPresent(map -> map.entries().forEach((key, operand) -> FieldTest.compile(key, operand, lists)
                .ifPresent(tests::add)));
        return All.of(tests);
    }

    private static Predicate element(YamlValue value, Lists lists) {
        return value.isScalar() ? Keywords.compile(value, Set.of()) : selection(value, lists);
    }

    /** One line of a selection by itself; empty after a fault. */
    public static Optional<Predicate> line(String key, YamlValue value, Lists lists) {
        return FieldTest.compile(key, value, lists);
    }

    public Map<String, Predicate> named() {
        return named;
    }

    /**
     * The selection of that name, narrowed by the condition if one is written; a fault at {@code value}, and one that never
     * holds, if there is none.
     */
    public Predicate named(String name, YamlValue value) {
        Predicate predicate = whole(name, value);
        return condition.<Predicate>map(narrows -> new All(predicate, narrows)).orElse(predicate);
    }

    /** As {@link #named}, whatever the condition says. */
    public Predicate whole(String name, YamlValue value) {
        Predicate predicate = named.get(name);
        if (predicate == null) {
            value.fault(
                    FaultKind.UNKNOWN_SELECTION,
                    "there is no selection '" + name + "'",
                    Nearest.advice(name, named.keySet()));
            return new Any();
        }
        return predicate;
    }

    /** The condition; without one, all selections joined if there is just one of them. */
    public Optional<Predicate> condition() {
        return condition.or(() -> named.size() == 1 ? named.values().stream().findFirst() : Optional.empty());
    }
}
