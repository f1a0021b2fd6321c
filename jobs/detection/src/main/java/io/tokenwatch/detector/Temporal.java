package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.yaml.FaultKind;
import java.util.List;

/**
 * {@code temporal}: one event per step within {@code timespan}, in any order, each event in one step, with every {@code where}
 * between them. Steps named by {@code as_of} are looked up, see {@link AsOf}; where they leave one step, it needs no timespan.
 */
@AutoService(CorrelationType.class)
public final class Temporal implements CorrelationType {
    @Override
    public String name() {
        return "temporal";
    }

    @Override
    public Detector<?> compile(CorrelationReader reader) {
        AsOf asOf = AsOf.read(reader);
        List<Where> where = Where.compile(reader.map(), reader.steps(), reader.captures());
        boolean single = reader.steps().size() - asOf.count() == 1;
        if (single && asOf.count() == 0 && where.isEmpty()) {
            reader.map()
                    .fault(
                            FaultKind.WRONG_STEPS,
                            "'temporal' needs two steps, or one and a comparison",
                            "add 'steps: [one, other]' or 'where'");
        }
        List<Constraint> constraints =
                where.stream().<Constraint>map(Constraint.Compared::of).toList();
        return new TogetherDetector(
                single ? 0 : reader.timespan(), asOf, constraints, Where.bounds(where, reader), reader.steps());
    }
}
