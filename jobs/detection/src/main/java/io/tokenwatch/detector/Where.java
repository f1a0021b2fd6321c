package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.selection.Comparison;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A comparison between steps, such as {@code used.issued_at < revoked.event_time} or {@code speed_kmh(a, b) > 900}. A
 * comparison with an absent value does not hold; times of second precision compare throughout their second.
 *
 * @param text as it is written
 * @param earliestStep the step with whose choice all is known, as steps are chosen from the last to the first
 */
record Where(String text, Term left, String sign, Relation relation, Term right, int earliestStep) {
    Where(String text, Term left, String sign, Relation relation, Term right) {
        this(text, left, sign, relation, right, Term.earliestStep(List.of(left, right)));
    }

    /** Empty after a fault. */
    static Optional<Where> compile(YamlValue value, List<String> steps, Captures captures) {
        return new WhereReader(value, steps, captures).read();
    }

    /** All of the key {@code where}; what cannot be compiled is a fault and left out. */
    static List<Where> compile(YamlMap map, List<String> steps, Captures captures) {
        return map.get("where").map(YamlValue::list).orElse(List.of()).stream()
                .map(value -> compile(value, steps, captures))
                .flatMap(Optional::stream)
                .toList();
    }

    /** How much evidence is kept of each step. */
    static List<EvidenceBound> bounds(List<Where> where, CorrelationReader reader) {
        return IntStream.range(0, reader.steps().size())
                .mapToObj(step -> new EvidenceBound(reader.maxEvidence(), extremes(where, step), 0))
                .toList();
    }

    /** Captures of whole numbers that a step is compared by: their extremes are kept beyond the bound. */
    static List<Integer> extremes(List<Where> where, int step) {
        return where.stream()
                .flatMap(w -> Stream.concat(w.left.fields(), w.right.fields()))
                .filter(of -> of.step() == step && of.field() != Field.EVENT_TIME)
                .filter(of -> of.field().type().isNumber() && of.field().type() != FieldType.DECIMAL)
                .map(Term.Of::capture)
                .distinct()
                .toList();
    }

    /** The capture that must differ between two steps for the comparison to hold; -1 if there is none. */
    int varies() {
        boolean differ = left instanceof Term.Of a
                && right instanceof Term.Of b
                && a.field() == b.field()
                && a.capture() == b.capture()
                && a.field() != Field.EVENT_TIME
                && Comparison.ofSign(sign).filter(Comparison.NE::equals).isPresent();
        return differ ? ((Term.Of) left).capture() : -1;
    }

    /** Whether it holds for these pieces of evidence, one per step. */
    boolean holds(Evidence[] chosen) {
        return relation.holds(left, right, chosen);
    }

    Fact fact(Evidence[] chosen) {
        return Fact.state(text, left.shown(chosen) + " " + sign + " " + right.shown(chosen), text);
    }
}
