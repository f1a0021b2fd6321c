package io.tokenwatch.detector;

import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.yaml.Duration;
import java.util.List;

/** What must hold between the pieces of evidence that some steps choose. */
interface Constraint {
    /** The steps it speaks of, as bits. */
    int steps();

    boolean holds(Evidence[] chosen);

    /** What was seen, and what was needed. */
    Fact fact(Evidence[] chosen);

    /** What was seen where it does not hold, and what was needed. */
    Lack lack(Evidence[] chosen, List<String> names);

    /** A comparison. */
    record Compared(int steps, Where where) implements Constraint {
        static Compared of(Where where) {
            int steps = where.fields().mapToInt(field -> 1 << field.step()).reduce(0, (a, b) -> a | b);
            return new Compared(steps, where);
        }

        @Override
        public boolean holds(Evidence[] chosen) {
            return where.holds(chosen);
        }

        @Override
        public Fact fact(Evidence[] chosen) {
            return where.fact(chosen);
        }

        @Override
        public Lack lack(Evidence[] chosen, List<String> names) {
            Fact fact = where.fact(chosen);
            return new Lack("correlation.where", fact.observed(), fact.expected());
        }
    }

    /** The second step is strictly later than the first, by a time within the bounds. */
    record InOrder(int first, int second, List<CorrelationReader.Bound> gap) implements Constraint {
        @Override
        public int steps() {
            return 1 << first | 1 << second;
        }

        @Override
        public boolean holds(Evidence[] chosen) {
            long distance = chosen[second].time() - chosen[first].time();
            return distance > 0
                    && gap.stream().allMatch(bound -> bound.comparison().holds(distance, bound.value()));
        }

        @Override
        public Fact fact(Evidence[] chosen) {
            return Fact.threshold("gap", Duration.text(chosen[second].time() - chosen[first].time()), needed(gap));
        }

        @Override
        public Lack lack(Evidence[] chosen, List<String> names) {
            long distance = chosen[second].time() - chosen[first].time();
            if (distance > 0) {
                return new Lack("correlation.gap", Duration.text(distance), needed(gap));
            }
            String order = names.get(second) + (distance == 0 ? " at the time of " : " before ") + names.get(first);
            return new Lack("correlation.steps", order, names.get(second) + " after " + names.get(first));
        }

        /** Such as {@code >30s, <=1h}. */
        static String needed(List<CorrelationReader.Bound> gap) {
            return gap.isEmpty()
                    ? ">0s"
                    : String.join(
                            ", ",
                            gap.stream()
                                    .map(b -> b.comparison().sign() + Duration.text(b.value()))
                                    .toList());
        }
    }
}
