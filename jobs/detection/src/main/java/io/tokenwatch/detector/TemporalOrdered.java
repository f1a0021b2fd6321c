package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.event.Field;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code temporal_ordered}: the steps occur one strictly after the other within {@code timespan}, with the optional
 * {@code gap} between neighbours and every {@code where} between the steps it names.
 */
@AutoService(CorrelationType.class)
public final class TemporalOrdered implements CorrelationType {
    @Override
    public String name() {
        return "temporal_ordered";
    }

    @Override
    public Detector<?> compile(CorrelationReader reader) {
        if (reader.steps().size() < 2) {
            reader.map()
                    .fault(
                            FaultKind.WRONG_STEPS,
                            "'temporal_ordered' needs at least two steps",
                            "add 'steps: [first, second]'");
        }
        List<Where> where = reader.map().get("where").map(YamlValue::list).orElse(List.of()).stream()
                .map(value -> Where.compile(value, reader.steps(), reader.captures()))
                .flatMap(Optional::stream)
                .toList();
        List<EvidenceBound> bounds = IntStream.range(0, reader.steps().size())
                .mapToObj(step -> new EvidenceBound(reader.maxEvidence(), extremes(where, step)))
                .toList();
        long timespan = reader.timespan();
        List<CorrelationReader.Bound> gap = reader.durations("gap");
        GapBounds.check(reader.map(), gap, timespan, reader.steps().size());
        return new SequenceDetector(new Sequence(timespan, gap, where), bounds);
    }

    /** Captures of numbers that a step is compared by. */
    private static List<Integer> extremes(List<Where> where, int step) {
        return where.stream()
                .flatMap(w -> Stream.of(w.left(), w.right()))
                .filter(operand -> operand.step() == step && operand.field() != Field.EVENT_TIME)
                .filter(operand -> operand.field().type().isNumber())
                .map(Where.Operand::capture)
                .distinct()
                .toList();
    }
}
