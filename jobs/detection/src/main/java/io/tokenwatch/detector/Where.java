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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A comparison between steps, such as {@code used.issued_at < revoked.event_time} or {@code speed_kmh(a, b) > 900}, or several
 * joined by {@code or}. A comparison with an absent value does not hold; times of second precision compare throughout their second.
 *
 * @param text as it is written
 * @param any of which one must hold
 * @param earliestStep the step with whose choice all is known, as steps are chosen from the last to the first
 */
record Where(String text, List<Side> any, int earliestStep) {
    /** One comparison. */
    record Side(Term left, String sign, Relation relation, Term right) {
        Stream<Term.Of> fields() {
            return Stream.concat(left.fields(), right.fields());
        }

        boolean holds(Evidence[] chosen) {
            return relation.holds(left, right, chosen);
        }

        String shown(Evidence[] chosen) {
            return left.shown(chosen) + " " + sign + " " + right.shown(chosen);
        }
    }

    Where(String text, List<Side> any) {
        this(
                text,
                List.copyOf(any),
                any.stream().flatMap(Side::fields).mapToInt(Term.Of::step).min().orElse(0));
    }

    /** The fields that it compares. */
    Stream<Term.Of> fields() {
        return any.stream().flatMap(Side::fields);
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
                .flatMap(Where::fields)
                .filter(of -> of.step() == step && of.field() != Field.EVENT_TIME)
                .filter(of -> of.field().type().isNumber() && of.field().type() != FieldType.DECIMAL)
                .map(Term.Of::capture)
                .distinct()
                .toList();
    }

    /** The capture that must differ between two steps for the comparison to hold; -1 if there is none. */
    int varies() {
        Side one = any.get(0);
        return any.size() == 1
                        && one.left instanceof Term.Of a
                        && one.right instanceof Term.Of b
                        && a.field() == b.field()
                        && a.capture() == b.capture()
                        && a.field() != Field.EVENT_TIME
                        && Comparison.ofSign(one.sign)
                                .filter(Comparison.NE::equals)
                                .isPresent()
                ? a.capture()
                : -1;
    }

    /** Whether it holds for these pieces of evidence, one per step. */
    boolean holds(Evidence[] chosen) {
        for (Side side : any) {
            if (side.holds(chosen)) {
                return true;
            }
        }
        return false;
    }

    /** What was compared: the first that holds, or all where none does. */
    Fact fact(Evidence[] chosen) {
        String all = any.stream().map(side -> side.shown(chosen)).collect(Collectors.joining(" or "));
        String shown = any.stream()
                .filter(side -> side.holds(chosen))
                .findFirst()
                .map(side -> side.shown(chosen))
                .orElse(all);
        return Fact.state(text, shown, text);
    }
}
