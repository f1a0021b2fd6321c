package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.yaml.FaultKind;
import java.util.ArrayList;
import java.util.List;

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
        AsOf asOf = AsOf.read(reader);
        int others = reader.steps().size() - asOf.count();
        if (others < 2) {
            reader.map()
                    .fault(
                            FaultKind.WRONG_STEPS,
                            "'temporal_ordered' needs at least two steps",
                            "add 'steps: [first, second]'");
        }
        List<Where> where = Where.compile(reader.map(), reader.steps(), reader.captures());
        long timespan = reader.timespan();
        List<CorrelationReader.Bound> gap = reader.durations("gap");
        GapBounds.check(reader.map(), gap, timespan, others);
        List<EvidenceBound> bounds = Where.bounds(where, reader);
        if (asOf.count() == 0) {
            return new SequenceDetector(new Sequence(timespan, gap, where), bounds, reader.steps());
        }
        List<Constraint> constraints = new ArrayList<>();
        int[] ordered = asOf.others();
        for (int i = 1; i < ordered.length; i++) {
            constraints.add(new Constraint.InOrder(ordered[i - 1], ordered[i], gap));
        }
        where.forEach(comparison -> constraints.add(Constraint.Compared.of(comparison)));
        return new TogetherDetector(timespan, asOf, constraints, bounds, reader.steps());
    }
}
