package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.state.EvidenceBound;
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
        if (reader.steps().size() - asOf.count() < 2) {
            reader.map().fault("'temporal_ordered' needs at least two steps", "add 'steps: [first, second]'");
        }
        List<Where> where = Where.compile(reader.map(), reader.steps(), reader.captures());
        List<CorrelationReader.Bound> gap = reader.durations("gap");
        List<EvidenceBound> bounds = Where.bounds(where, reader);
        if (asOf.count() == 0) {
            return new SequenceDetector(new Sequence(reader.timespan(), gap, where), bounds);
        }
        List<Constraint> constraints = new ArrayList<>();
        int[] ordered = asOf.others();
        for (int i = 1; i < ordered.length; i++) {
            constraints.add(new Constraint.InOrder(ordered[i - 1], ordered[i], gap));
        }
        where.forEach(comparison -> constraints.add(Constraint.Compared.of(comparison)));
        return new TogetherDetector(reader.timespan(), asOf, constraints, bounds, reader.steps());
    }
}
