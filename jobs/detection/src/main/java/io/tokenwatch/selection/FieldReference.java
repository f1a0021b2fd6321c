package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands after {@code fieldref}: another field of the same event and, between numbers or times, something added to
 * it, such as {@code issued_at + 90d}.
 */
final class FieldReference {
    private static final Pattern FORM = Pattern.compile("\\s*([a-z0-9_.]+)\\s*(?:([+-])\\s*([0-9]{1,12})([a-z]*)\\s*)?");

    private FieldReference() {}

    /** Empty after a fault. */
    static Optional<Predicate> compile(Field field, Comparison comparison, YamlValue operand) {
        String text = operand.text().orElse("");
        Matcher form = FORM.matcher(text);
        String name = form.matches() ? form.group(1) : text;
        Optional<Field> other = Field.of(name);
        if (other.isEmpty()) {
            operand.fault(
                    "'" + name + "' is no field",
                    Nearest.advice(
                            name, Arrays.stream(Field.values()).map(Field::fieldName).toList()));
            return Optional.empty();
        }
        boolean plain = comparison == Comparison.EQ && form.group(2) == null;
        if (plain) {
            return Optional.of(new Predicate.SameAs(field, other.get()));
        }
        if (!isWhole(field) || !isWhole(other.get()) || field.type().isTime() != other.get().type().isTime()) {
            operand.fault(
                    "'" + field.fieldName() + "' and '" + name + "' have no order",
                    "compare two whole numbers, or two times");
            return Optional.empty();
        }
        return plus(form, other.get().type().isTime(), operand)
                .map(plus -> new Predicate.Reference(field, comparison, other.get(), plus));
    }

    private static boolean isWhole(Field field) {
        return field.type().isNumber() && field.type() != FieldType.DECIMAL && field.type() != FieldType.FLAG;
    }

    private static Optional<Long> plus(Matcher form, boolean time, YamlValue operand) {
        if (form.group(2) == null) {
            return Optional.of(0L);
        }
        String amount = form.group(3) + form.group(4);
        Optional<Long> size = time
                ? Duration.parse(amount)
                : form.group(4).isEmpty() ? Optional.of(Long.parseLong(amount)) : Optional.empty();
        if (size.isEmpty()) {
            operand.fault(
                    "'" + amount + "' cannot be added here",
                    time ? "write a duration such as 5m" : "write a whole number");
        }
        return size.map(s -> form.group(2).equals("-") ? -s : s);
    }
}
