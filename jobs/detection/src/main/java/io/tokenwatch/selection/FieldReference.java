package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles what {@code fieldref} names: another field of the event, such as {@code client_id}, or with an offset
 * {@code expires_at + 60s} for a time and {@code generation + 1} for a number.
 */
final class FieldReference {
    private static final Pattern FORM = Pattern.compile("\\s*([^\\s+-]+)\\s*(?:([+-])\\s*(\\S+)\\s*)?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private FieldReference() {}

    /** Empty after a fault. */
    static Optional<Predicate> compile(Field field, Set<Modifier> modifiers, YamlValue operand) {
        String text = operand.text().orElse("");
        Matcher form = FORM.matcher(text);
        String name = form.matches() ? form.group(1) : text;
        Optional<Field> other = Field.of(name);
        if (other.isEmpty()) {
            operand.fault(
                    FaultKind.UNKNOWN_FIELD,
                    "'" + name + "' is no field",
                    Nearest.advice(
                            name,
                            Arrays.stream(Field.values()).map(Field::fieldName).toList()));
            return Optional.empty();
        }
        if (!comparable(field.type(), other.get().type())) {
            operand.fault(
                    FaultKind.CANNOT_COMPARE,
                    "'" + field.fieldName() + "' and '" + name + "' hold different kinds of values",
                    "compare two texts, two times or two numbers");
            return Optional.empty();
        }
        Optional<Long> offset = form.group(2) == null ? Optional.of(0L) : offset(field.type(), form, operand);
        return offset.map(by -> field.type().isNumber()
                ? new Compared(field, FieldTest.comparison(modifiers), other.get(), by)
                : new Refers(
                        field,
                        other.get(),
                        TextOperand.relation(modifiers),
                        caseless(field, other.get(), modifiers),
                        modifiers.contains(Modifier.ALL)));
    }

    private static boolean comparable(FieldType type, FieldType other) {
        return type.isNumber() == other.isNumber()
                && type.isTime() == other.isTime()
                && (type == FieldType.DECIMAL) == (other == FieldType.DECIMAL)
                && (type == FieldType.FLAG) == (other == FieldType.FLAG);
    }

    private static boolean caseless(Field field, Field other, Set<Modifier> modifiers) {
        return !modifiers.contains(Modifier.CASED)
                && (field.type() == FieldType.CASELESS || other.type() == FieldType.CASELESS);
    }

    private static Optional<Long> offset(FieldType type, Matcher form, YamlValue operand) {
        Optional<Long> size = type.isTime()
                ? Duration.parse(form.group(3))
                : type == FieldType.NUMBER && NUMBER.matcher(form.group(3)).matches()
                        ? Optional.of(Long.valueOf(form.group(3)))
                        : Optional.empty();
        if (size.isEmpty()) {
            operand.fault(
                    FaultKind.WRONG_VALUE,
                    "'" + form.group(3) + "' is no offset of such a field",
                    type.isTime()
                            ? "write a duration such as 60s"
                            : type == FieldType.NUMBER ? "write a whole number such as 2" : "leave it out");
        }
        return size.map(by -> form.group(2).equals("-") ? -by : by);
    }
}
