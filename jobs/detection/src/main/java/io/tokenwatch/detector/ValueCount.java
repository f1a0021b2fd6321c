package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.state.Packed;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * {@code value_count}: at least n distinct values of a field within {@code timespan}, in a sliding window. Of a field that holds
 * several values each counts.
 */
@AutoService(CorrelationType.class)
public final class ValueCount implements CorrelationType {
    @Override
    public String name() {
        return "value_count";
    }

    @Override
    public Detector<?> compile(CorrelationReader reader) {
        reader.refuseSteps();
        long timespan = reader.timespan();
        Optional<YamlMap> condition = reader.condition();
        Field field = condition
                .map(c -> CorrelationReader.field(c, "field", "src.asn"))
                .orElse(Field.EVENT_ID);
        int least = condition.map(c -> reader.atLeast(c, 2)).orElse(2);
        condition.ifPresent(YamlMap::refuseOthers);
        if (least > reader.maxEvidence()) {
            condition
                    .orElse(reader.map())
                    .fault(
                            FaultKind.BEYOND_MAX_EVIDENCE,
                            least + " different values need as many pieces of evidence, and " + reader.maxEvidence()
                                    + " are kept",
                            "raise state.max_evidence");
        }
        return new Distinct(timespan, field, reader.captures().index(field), least, reader.bound());
    }

    private static final class Distinct extends WindowDetector {
        private final long timespan;
        private final Field field;
        private final int capture;
        private final int least;

        Distinct(long timespan, Field field, int capture, int least, EvidenceBound bound) {
            super(timespan, bound);
            this.timespan = timespan;
            this.field = field;
            this.capture = capture;
            this.least = least;
        }

        @Override
        public Omissions omissions() {
            return least > 1 && !field.type().isTexts() ? Omissions.NONE.varies(capture) : Omissions.NONE;
        }

        @Override
        public boolean add(EvidenceSet set, Evidence evidence) {
            return evidence.seek(capture) && super.add(set, evidence);
        }

        @Override
        public long absorb(Packed state, Evidence evidence, long horizon) {
            boolean mayBeFullAlone = field.type().isTexts() && values(evidence).size() >= least;
            return evidence.seek(capture) && !mayBeFullAlone ? super.absorb(state, evidence, horizon) : REFUSED;
        }

        /** A value that the window of the event before it held already makes no window fuller. */
        @Override
        boolean staysOpen(int others, boolean alike) {
            return least > 1 && (others == 0 || alike);
        }

        @Override
        boolean alike(Evidence before, Evidence evidence) {
            return Evidence.sameValue(before, evidence, capture, capture)
                    || (field.type().isTexts() && values(before).containsAll(values(evidence)));
        }

        @Override
        boolean isFull(EvidenceSet set, int from, int to) {
            return field.type().isTexts() ? values(set, from, to).size() >= least : holdsEnough(set, from, to);
        }

        private boolean holdsEnough(EvidenceSet set, int from, int to) {
            Evidence[] seen = new Evidence[least];
            Evidence view = new Evidence();
            int distinct = 0;
            for (int i = to - 1; i >= from; i--) {
                set.at(i, 0, view);
                if (isNew(view, seen, distinct)) {
                    if (distinct + 1 == least) {
                        return true;
                    }
                    seen[distinct++] = view;
                    view = new Evidence();
                }
            }
            return false;
        }

        private boolean isNew(Evidence view, Evidence[] seen, int distinct) {
            for (int i = 0; i < distinct; i++) {
                if (Evidence.sameValue(view, seen[i], capture, capture)
                        || (field.type() == FieldType.CASELESS && text(view).equals(text(seen[i])))) {
                    return false;
                }
            }
            return true;
        }

        private String text(Evidence evidence) {
            return field.type().folded(String.valueOf(evidence.value(capture, field)));
        }

        @Override
        int reached(EvidenceSet set, int from, int to) {
            return values(set, from, to).size();
        }

        @Override
        int least() {
            return least;
        }

        @Override
        public List<NearMiss> nearest(EvidenceSet set, Evidence about) {
            return about.seek(capture)
                    ? super.nearest(set, about)
                    : List.of(NearMiss.of("condition.field", Lack.ABSENT, field.fieldName(), List.of(about)));
        }

        private SortedSet<String> values(EvidenceSet set, int from, int to) {
            TreeSet<String> values = new TreeSet<>();
            Evidence view = new Evidence();
            for (int i = from; i < to; i++) {
                values.addAll(values(set.at(i, 0, view)));
            }
            return values;
        }

        private Set<String> values(Evidence evidence) {
            return evidence.value(capture, field) instanceof String[] many
                    ? new HashSet<>(List.of(many))
                    : Set.of(text(evidence));
        }

        @Override
        List<Fact> facts(EvidenceSet set, int from, int to) {
            SortedSet<String> values = values(set, from, to);
            String needed = ">=" + least + " within " + Duration.text(timespan);
            return List.of(
                    Fact.threshold("distinct " + field.fieldName(), values.size() + "", needed),
                    Fact.state(field.fieldName(), String.join(", ", values), "one value"));
        }
    }
}
