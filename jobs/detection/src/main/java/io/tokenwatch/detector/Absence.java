package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.event.Field;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * {@code absence}: an event of the first step that no event of the second follows within {@code timespan}, strictly later. With
 * {@code not_before}, which names one of the two steps: an event of the other step that no event of that one preceded, at most
 * {@code forget_after} earlier, nor follows within {@code timespan}, which is the grace for what is told late.
 *
 * <p>An event is judged only where its issuer had told of such events by then: a source that never tells of them is not silent, it is
 * deaf. With {@code not_before}, by the time in its field {@code since}, such as {@code issued_at}; without {@code since}, by
 * {@code forget_after} before it.
 */
@AutoService(CorrelationType.class)
public final class Absence implements CorrelationType {
    /** Narrower slices would keep more than they save. */
    private static final long NARROWEST_SLICE = 60_000;

    @Override
    public String name() {
        return "absence";
    }

    @Override
    public Detector<?> compile(CorrelationReader reader) {
        List<String> steps = reader.steps();
        YamlMap map = reader.map();
        long timespan = reader.timespan();
        Optional<YamlValue> notBefore = map.get("not_before");
        int missing = notBefore.map(value -> step(value, steps)).orElse(1);
        long before = notBefore.isPresent() ? CorrelationReader.positive(map, "forget_after", "90d") : -1;
        OptionalInt since = notBefore.isPresent() ? since(reader) : OptionalInt.empty();
        Teller teller = reader.teller();
        List<Where> where = Where.compile(map, steps, reader.captures());
        if (steps.size() != 2) {
            map.fault(FaultKind.WRONG_STEPS, "'absence' needs two steps", "add 'steps: [first, follower]'");
        }
        long window = timespan + before + 1;
        boolean sliced = where.isEmpty() && window >= NARROWEST_SLICE;
        List<EvidenceBound> bounds = IntStream.range(0, 2)
                .mapToObj(step ->
                        new EvidenceBound(reader.maxEvidence(), Where.extremes(where, step), sliced ? window : 0))
                .toList();
        String name = missing < steps.size() ? steps.get(missing) : "";
        Field sinceField = since.isPresent() ? reader.captures().fields().get(since.getAsInt()) : Field.EVENT_TIME;
        NearestAbsence nearest = new NearestAbsence(steps, missing, before, timespan, since, sinceField, where);
        return new AbsenceDetector(name, missing, before, timespan, since, teller, where, bounds, nearest, sliced);
    }

    private static int step(YamlValue value, List<String> steps) {
        String name = value.text().orElse("");
        int step = steps.indexOf(name);
        if (step < 0) {
            value.fault(FaultKind.UNKNOWN_STEP, "there is no step '" + name + "'", Nearest.advice(name, steps));
        }
        return Math.min(1, Math.max(0, step));
    }

    /** The capture of the field {@code since}. */
    private static OptionalInt since(CorrelationReader reader) {
        Optional<YamlValue> value = reader.map().get("since");
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        Field field = CorrelationReader.field(reader.map(), "since", "issued_at");
        if (!field.type().isTime() || field == Field.EVENT_TIME) {
            value.get()
                    .fault(
                            FaultKind.WRONG_VALUE,
                            "'" + field.fieldName() + "' says not since when",
                            "name a time such as issued_at");
        }
        return OptionalInt.of(reader.captures().index(field));
    }
}
