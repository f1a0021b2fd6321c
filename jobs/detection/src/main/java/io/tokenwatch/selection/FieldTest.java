package io.tokenwatch.selection;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.FieldValue;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compiles one line of a selection, such as {@code src.ip|cidr: [10.0.0.0/8]}. */
final class FieldTest {
    private static final int LONGEST_REGEX = 1024;
    private static final int LARGEST_REGEX = 5000;

    private final Field field;
    private final Set<Modifier> modifiers;
    private final YamlValue value;

    private FieldTest(Field field, Set<Modifier> modifiers, YamlValue value) {
        this.field = field;
        this.modifiers = modifiers;
        this.value = value;
    }

    /** Empty after a fault. */
    static Optional<Predicate> compile(String key, YamlValue value) {
        String[] parts = key.split("\\|", -1);
        Optional<Field> field = Field.of(parts[0]);
        if (field.isEmpty()) {
            value.faultAtKey(
                    FaultKind.UNKNOWN_FIELD, "'" + parts[0] + "' is no field", Nearest.advice(parts[0], names()));
        }
        Set<Modifier> modifiers = EnumSet.noneOf(Modifier.class);
        boolean understood = field.isPresent();
        int at = parts[0].length() + 1;
        for (String name : Arrays.asList(parts).subList(1, parts.length)) {
            Optional<Modifier> modifier = Modifier.of(name);
            modifier.ifPresent(modifiers::add);
            if (modifier.isEmpty()) {
                List<String> known =
                        Arrays.stream(Modifier.values()).map(Modifier::word).toList();
                value.faultAtKey(
                        FaultKind.UNKNOWN_MODIFIER, at, "'" + name + "' is no modifier", Nearest.advice(name, known));
                understood = false;
            }
            at += name.length() + 1;
        }
        return understood && fit(field.orElseThrow(), modifiers, value)
                ? new FieldTest(field.orElseThrow(), modifiers, value).compile()
                : Optional.empty();
    }

    /** A modifier that does not fit would change nothing, and the author would never know. */
    private static boolean fit(Field field, Set<Modifier> modifiers, YamlValue value) {
        for (Modifier modifier : modifiers) {
            if (!modifier.fits(field.type())) {
                List<String> fitting = Arrays.stream(Modifier.values())
                        .filter(m -> m.fits(field.type()))
                        .map(Modifier::word)
                        .toList();
                String advice = "use one of " + String.join(", ", fitting);
                value.faultAtKey(
                        FaultKind.MODIFIER_DOES_NOT_FIT,
                        "'" + modifier.word() + "' does not fit '" + field.fieldName() + "'",
                        advice);
                return false;
            }
        }
        List<String> comparing = modifiers.stream()
                .filter(Modifier::compares)
                .map(Modifier::word)
                .toList();
        if (comparing.size() > 1) {
            String both = String.join("' and '", comparing);
            value.faultAtKey(
                    FaultKind.MODIFIERS_EXCLUDE, "'" + both + "' exclude each other", "write two lines, or keep one");
        }
        return comparing.size() < 2;
    }

    private static List<String> names() {
        return Arrays.stream(Field.values()).map(Field::fieldName).toList();
    }

    private Optional<Predicate> compile() {
        if (value.isNull()) {
            return Optional.of(new Predicate.Exists(field, false));
        }
        if (value.isMap() || value.list().isEmpty()) {
            return fault("a value or a list of values belongs here", "write '" + field.fieldName() + ": value'");
        }
        if (modifiers.contains(Modifier.EXISTS)) {
            return value.scalar() instanceof Boolean wanted
                    ? Optional.of(new Predicate.Exists(field, wanted))
                    : fault("'exists' takes true or false", "write true or false");
        }
        List<Predicate> tests = new ArrayList<>();
        for (YamlValue one : value.list()) {
            one(one).ifPresent(tests::add);
        }
        if (tests.size() < value.list().size()) {
            return Optional.empty();
        }
        Predicate joined = modifiers.contains(Modifier.ALL) ? Predicate.All.of(tests) : anyOf(tests);
        return Optional.of(
                modifiers.contains(Modifier.NEQ)
                        ? new Predicate.All(new Predicate.Exists(field, true), new Predicate.Not(joined))
                        : joined);
    }

    /** Several plain texts become one look-up. */
    private Predicate anyOf(List<Predicate> tests) {
        Set<String> texts = tests.stream()
                .flatMap(test -> test instanceof Predicate.Text text && text.match() instanceof TextMatch.Equal equal
                        ? java.util.stream.Stream.of(equal.wanted())
                        : java.util.stream.Stream.empty())
                .collect(Collectors.toSet());
        return tests.size() > 1 && texts.size() == tests.size()
                ? new Predicate.Text(field, new TextMatch.OneOf(Set.copyOf(texts)))
                : Predicate.Any.of(tests);
    }

    private Optional<Predicate> one(YamlValue operand) {
        if (operand.isNull()) {
            return Optional.of(new Predicate.Exists(field, false));
        }
        if (modifiers.contains(Modifier.FIELDREF)) {
            String name = operand.text().orElse("");
            Optional<Field> other = Field.of(name);
            if (other.isEmpty()) {
                operand.fault(FaultKind.UNKNOWN_FIELD, "'" + name + "' is no field", Nearest.advice(name, names()));
            }
            return other.map(o -> new Predicate.SameAs(field, o));
        }
        return field.type().isNumber() ? number(operand) : text(operand).map(match -> new Predicate.Text(field, match));
    }

    private Optional<Predicate> number(YamlValue operand) {
        Comparison comparison = modifiers.stream()
                .flatMap(m -> Comparison.ofWord(m.word()).stream())
                .filter(c -> c != Comparison.NE)
                .findFirst()
                .orElse(Comparison.EQ);
        TokenEvent scratch = new TokenEvent();
        try {
            FieldValue.set(scratch, field, operand.scalar());
        } catch (IllegalArgumentException e) {
            operand.fault(
                    FaultKind.WRONG_VALUE,
                    Objects.requireNonNullElse(e.getMessage(), "wrong value"),
                    "write such a value");
            return Optional.empty();
        }
        long number = scratch.number(field);
        return Optional.of(
                field.type() == FieldType.DECIMAL
                        ? new Predicate.Decimal(field, comparison, Double.longBitsToDouble(number))
                        : new Predicate.Numeric(field, comparison, number));
    }

    private Optional<TextMatch> text(YamlValue operand) {
        Optional<String> written = operand.text();
        if (written.isEmpty()) {
            return Optional.empty();
        }
        String text = written.get();
        boolean caseless = field.type() == FieldType.CASELESS && !modifiers.contains(Modifier.CASED);
        if (modifiers.contains(Modifier.CIDR)) {
            return network(operand, text);
        }
        if (modifiers.contains(Modifier.RE)) {
            return regex(operand, text, caseless || modifiers.contains(Modifier.I));
        }
        boolean open = modifiers.contains(Modifier.CONTAINS);
        boolean before = open || modifiers.contains(Modifier.ENDSWITH);
        boolean after = open || modifiers.contains(Modifier.STARTSWITH);
        if (before || after || Patterns.hasWildcard(text)) {
            return Optional.of(
                    new TextMatch.Regex(Patterns.glob(text, before ? "^.*" : "^", after ? ".*$" : "$", caseless)));
        }
        String literal = Patterns.unescape(text);
        return Optional.of(caseless ? new TextMatch.EqualIgnoringCase(literal) : new TextMatch.Equal(literal));
    }

    private static Optional<TextMatch> regex(YamlValue operand, String text, boolean caseless) {
        if (text.length() > LONGEST_REGEX) {
            operand.fault(
                    FaultKind.BAD_PATTERN, "the pattern is longer than " + LONGEST_REGEX + " characters", "shorten it");
            return Optional.empty();
        }
        if (RegexSize.of(text) > LARGEST_REGEX) {
            operand.fault(
                    FaultKind.BAD_PATTERN,
                    "the pattern repeats more than " + LARGEST_REGEX + " things",
                    "lower the numbers in braces");
            return Optional.empty();
        }
        try {
            return Optional.of(new TextMatch.Regex(Pattern.compile(text, caseless ? Pattern.CASE_INSENSITIVE : 0)));
        } catch (PatternSyntaxException e) {
            operand.fault(
                    FaultKind.BAD_PATTERN,
                    "RE2 does not accept the pattern: " + e.getDescription(),
                    "see github.com/google/re2/wiki/Syntax");
            return Optional.empty();
        }
    }

    private static Optional<TextMatch> network(YamlValue operand, String text) {
        int slash = text.indexOf('/');
        byte[] address = slash < 0 ? null : Address.parse(text.substring(0, slash));
        String prefix = text.substring(slash + 1);
        if (address == null || !prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > address.length * 8) {
            operand.fault(
                    FaultKind.BAD_NETWORK,
                    "'" + text + "' is no network",
                    "write one such as 10.0.0.0/8 or 2001:db8::/32");
            return Optional.empty();
        }
        return Optional.of(new TextMatch.Network(address, Integer.parseInt(prefix)));
    }

    private Optional<Predicate> fault(String message, String advice) {
        value.fault(FaultKind.WRONG_VALUE, message, advice);
        return Optional.empty();
    }
}
