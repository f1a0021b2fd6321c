package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.selection.Comparison;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comparison between two steps, such as {@code used.issued_at < revoked.event_time}. A comparison with an absent value does
 * not hold. Texts can be equal or not; numbers and times compare, times of second precision throughout their second.
 */
record Where(String text, Operand left, Comparison comparison, Operand right) {
    private static final Pattern FORM = Pattern.compile(
            "\\s*([A-Za-z0-9_-]+)\\.([a-z0-9_.]+)\\s*(<=|>=|==|!=|<|>)\\s*([A-Za-z0-9_-]+)\\.([a-z0-9_.]+)\\s*");

    /** A field of a step; the event time is at hand and needs no capture. */
    record Operand(int step, Field field, int capture) {
        private long number(Evidence evidence) {
            return field == Field.EVENT_TIME ? evidence.time() : evidence.number(capture);
        }

        private String shown(Evidence[] chosen) {
            Evidence evidence = chosen[step];
            return field.type().isTime()
                    ? Instant.ofEpochMilli(number(evidence)).toString()
                    : String.valueOf(evidence.value(capture, field));
        }
    }

    /** Empty after a fault. */
    static Optional<Where> compile(YamlValue value, List<String> steps, Captures captures) {
        String text = value.text().orElse("");
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            value.fault(
                    FaultKind.NO_COMPARISON,
                    "'" + text + "' is no comparison of two steps",
                    "write such as 'used.issued_at < revoked.event_time'");
            return Optional.empty();
        }
        Optional<Operand> left = operand(form, 1, value, steps, captures);
        Optional<Operand> right = operand(form, 4, value, steps, captures);
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        Comparison comparison = Comparison.ofSign(form.group(3)).orElseThrow();
        FieldType type = left.get().field().type();
        boolean equality = comparison == Comparison.EQ || comparison == Comparison.NE;
        boolean numbers = isWhole(type) && isWhole(right.get().field().type());
        if (!numbers
                && (!equality || !type.isText() || !right.get().field().type().isText())) {
            value.fault(
                    FaultKind.CANNOT_COMPARE,
                    "'" + text + "' compares what cannot be compared so",
                    "compare two numbers or times, or two texts by == or !=");
            return Optional.empty();
        }
        return Optional.of(new Where(text.trim(), left.get(), comparison, right.get()));
    }

    /** Fractions are kept as raw bits, which have no order of their own. */
    private static boolean isWhole(FieldType type) {
        return type.isNumber() && type != FieldType.DECIMAL;
    }

    private static Optional<Operand> operand(
            Matcher form, int group, YamlValue value, List<String> steps, Captures captures) {
        String step = form.group(group);
        String name = form.group(group + 1);
        Optional<Field> field = Field.of(name);
        if (!steps.contains(step)) {
            value.faultWithin(
                    FaultKind.UNKNOWN_STEP,
                    form.start(group),
                    "there is no step '" + step + "'",
                    Nearest.advice(step, steps));
            return Optional.empty();
        }
        if (field.isEmpty()) {
            List<String> known = java.util.Arrays.stream(Field.values())
                    .map(Field::fieldName)
                    .toList();
            value.faultWithin(
                    FaultKind.UNKNOWN_FIELD,
                    form.start(group + 1),
                    "'" + name + "' is no field",
                    Nearest.advice(name, known));
        }
        return field.map(f -> new Operand(steps.indexOf(step), f, f == Field.EVENT_TIME ? -1 : captures.index(f)));
    }

    /** Whether it holds for these pieces of evidence, one per step. */
    boolean holds(Evidence[] chosen) {
        Evidence a = chosen[left.step()];
        Evidence b = chosen[right.step()];
        if (left.field().type().isText()) {
            return a.seek(left.capture()) && b.seek(right.capture()) && same(a, b) == (comparison == Comparison.EQ);
        }
        long x = left.number(a);
        long y = right.number(b);
        return x != TokenEvent.ABSENT
                && y != TokenEvent.ABSENT
                && comparison.holds(x, left.field().type(), y, right.field().type());
    }

    private boolean same(Evidence a, Evidence b) {
        if (Evidence.sameValue(a, b, left.capture(), right.capture())) {
            return true;
        }
        boolean caseless =
                left.field().type() == FieldType.CASELESS && right.field().type() == FieldType.CASELESS;
        return caseless
                && String.valueOf(a.value(left.capture(), left.field()))
                        .equalsIgnoreCase(String.valueOf(b.value(right.capture(), right.field())));
    }

    Fact fact(Evidence[] chosen) {
        String sign = " " + comparison.sign() + " ";
        return new Fact(text, left.shown(chosen) + sign + right.shown(chosen), text);
    }

    /** The step with whose choice both sides are known, as steps are chosen from the last to the first. */
    int earliestStep() {
        return Math.min(left.step(), right.step());
    }
}
