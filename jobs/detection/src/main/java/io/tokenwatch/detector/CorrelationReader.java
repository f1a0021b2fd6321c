package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.selection.Comparison;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code correlation} part of a rule, as a correlation type reads it. Mistakes become faults, never exceptions. */
public final class CorrelationReader {
    /** A bound such as {@code {gt: 30s}}. */
    public record Bound(Comparison comparison, long value) {}

    private final YamlMap map;
    private final List<String> steps;
    private final Captures captures;
    private final int maxEvidence;

    /** @param steps names of the steps; one step where the rule has a single stream */
    public CorrelationReader(YamlMap map, List<String> steps, Captures captures, int maxEvidence) {
        this.map = map;
        this.steps = steps;
        this.captures = captures;
        this.maxEvidence = maxEvidence;
    }

    public YamlMap map() {
        return map;
    }

    public List<String> steps() {
        return steps;
    }

    /** Says that the type speaks of one stream of events, those that {@code detection.condition} names. */
    public void refuseSteps() {
        map.get("steps")
                .ifPresent(value -> value.faultAtKey(
                        FaultKind.WRONG_STEPS,
                        "this type has one stream of events, not steps",
                        "join the selections in detection.condition"));
    }

    public Captures captures() {
        return captures;
    }

    /** {@code state.max_evidence}: how many events are kept for sure per key and step. */
    public int maxEvidence() {
        return maxEvidence;
    }

    public EvidenceBound bound() {
        return EvidenceBound.of(maxEvidence);
    }

    /** {@code timespan} in milliseconds, at least 1. */
    public long timespan() {
        return positive(map, "timespan", "5m");
    }

    /** A duration that must be there and above zero, in milliseconds. */
    public static long positive(YamlMap map, String key, String example) {
        Optional<YamlValue> value = map.required(key, example);
        long millis = value.flatMap(YamlValue::duration).orElse(1L);
        if (millis < 1) {
            value.ifPresent(v ->
                    v.fault(FaultKind.OUT_OF_RANGE, "'" + key + "' must be above zero", "write such as " + example));
        }
        return Math.max(1, millis);
    }

    /** The field that a key names; a fault and {@code event_id} if it names none. */
    public static Field field(YamlMap map, String key, String example) {
        Optional<YamlValue> value = map.required(key, example);
        Optional<String> name = value.flatMap(YamlValue::text);
        Optional<Field> field = name.flatMap(Field::of);
        if (name.isPresent() && field.isEmpty()) {
            List<String> known =
                    Arrays.stream(Field.values()).map(Field::fieldName).toList();
            value.orElseThrow()
                    .fault(
                            FaultKind.UNKNOWN_FIELD,
                            "'" + name.get() + "' is no field",
                            Nearest.advice(name.get(), known));
        }
        return field.orElse(Field.EVENT_ID);
    }

    /** {@code condition: {gte: n}} with n at least {@code least}; the bound for {@code gt: n} is n + 1. */
    public int atLeast(YamlMap condition, int least) {
        Optional<YamlValue> gte = condition.get("gte");
        Optional<YamlValue> gt = condition.get("gt");
        if (gte.isEmpty() && gt.isEmpty()) {
            condition.fault(
                    FaultKind.MISSING_BOUND, "the condition has no bound", "add 'gte: " + Math.max(2, least) + "'");
            return least;
        }
        long n = gte.flatMap(YamlValue::number)
                .orElseGet(() -> gt.flatMap(YamlValue::number).orElse(0L) + 1);
        if (n < least || n > 1_000_000) {
            gte.or(() -> gt)
                    .orElseThrow()
                    .fault(
                            FaultKind.OUT_OF_RANGE,
                            "the bound must be from " + least + " to 1000000",
                            "write 'gte: " + Math.max(2, least) + "'");
        }
        return (int) Math.max(least, Math.min(n, 1_000_000));
    }

    /** {@code told_by}: who tells what a finding may miss; the issuer where nothing is said. */
    Teller teller() {
        Field field = map.has("told_by") ? field(map, "told_by", "issuer") : Field.ISSUER;
        if (field.type() != FieldType.TEXT) {
            map.get("told_by")
                    .ifPresent(named -> named.fault(
                            FaultKind.WRONG_VALUE,
                            "'" + field.fieldName() + "' names nobody who tells",
                            "name a field such as issuer, resource_server or source"));
        }
        return new Teller(field, captures.indexIfPresent(field));
    }

    /** {@code condition}, or an empty one after a fault. */
    public Optional<YamlMap> condition() {
        return map.required("condition", "{gte: 2}").flatMap(YamlValue::map);
    }

    /** Bounds on a duration, such as {@code gap: {gt: 30s, lte: 1h}}; none if the key is not there. */
    public List<Bound> durations(String key) {
        List<Bound> bounds = new ArrayList<>();
        Optional<YamlMap> found = map.get(key).flatMap(YamlValue::map);
        if (found.isPresent()) {
            for (Map.Entry<String, YamlValue> entry : found.get().entries().entrySet()) {
                Optional<Comparison> comparison = Comparison.ofWord(entry.getKey());
                if (comparison.isEmpty()) {
                    List<String> known = Arrays.stream(Comparison.values())
                            .map(Comparison::word)
                            .toList();
                    entry.getValue()
                            .faultAtKey(
                                    FaultKind.UNKNOWN_BOUND,
                                    "'" + entry.getKey() + "' is no bound",
                                    Nearest.advice(entry.getKey(), known));
                } else {
                    entry.getValue().duration().ifPresent(ms -> bounds.add(new Bound(comparison.get(), ms)));
                }
            }
        }
        return bounds;
    }
}
