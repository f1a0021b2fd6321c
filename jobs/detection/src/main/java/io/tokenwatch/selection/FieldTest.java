package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.FieldValue;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.list.ListEntry;
import io.tokenwatch.list.ListFile;
import io.tokenwatch.list.Lists;
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
import java.util.stream.Stream;

/** Compiles one line of a selection, such as {@code src.ip|cidr: [10.0.0.0/8]}. */
final class FieldTest {
    private final Field field;
    private final Set<Modifier> modifiers;
    private final YamlValue value;

    private FieldTest(Field field, Set<Modifier> modifiers, YamlValue value) {
        this.field = field;
        this.modifiers = modifiers;
        this.value = value;
    }

    /** Empty after a fault. */
    static Optional<Predicate> compile(String key, YamlValue value, Lists lists) {
        String[] parts = key.split("\\|", -1);
        boolean keywords = parts[0].isEmpty() && parts.length > 1;
        Optional<Field> field = Field.of(parts[0]);
        if (field.isEmpty() && !keywords) {
            value.faultAtKey(
                    FaultKind.UNKNOWN_FIELD, "'" + parts[0] + "' is no field", Nearest.advice(parts[0], names()));
        }
        Set<Modifier> modifiers = EnumSet.noneOf(Modifier.class);
        boolean understood = field.isPresent() || keywords;
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
        if (!understood || !agree(modifiers, value)) {
            return Optional.empty();
        }
        if (keywords) {
            return Optional.of(Keywords.compile(value, modifiers));
        }
        return fit(field.orElseThrow(), modifiers, value)
                ? new FieldTest(field.orElseThrow(), modifiers, value).compile(lists)
                : Optional.empty();
    }

    /** A modifier that does not fit would change nothing, and the author would never know. */
    private static boolean fit(Field field, Set<Modifier> modifiers, YamlValue value) {
        for (Modifier modifier : modifiers) {
            boolean ofCount = modifiers.contains(Modifier.COUNT) && modifier != Modifier.COUNT;
            if (!(ofCount ? modifier.fits(FieldType.NUMBER) : modifier.fits(field))) {
                List<String> fitting = Arrays.stream(Modifier.values())
                        .filter(m -> m.fits(field))
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
        return true;
    }

    private static boolean agree(Set<Modifier> modifiers, YamlValue value) {
        for (Modifier one : modifiers) {
            if (one.needsRegex() && !modifiers.contains(Modifier.RE)) {
                value.faultAtKey(
                        FaultKind.MODIFIER_DOES_NOT_FIT,
                        "'" + one.word() + "' says how 're' reads a pattern",
                        "add 're' or leave it out");
                return false;
            }
            for (Modifier other : modifiers) {
                if (one != other && (one.excludes(other) || other.excludes(one))) {
                    value.faultAtKey(
                            FaultKind.MODIFIERS_EXCLUDE,
                            "'" + one.word() + "' and '" + other.word() + "' exclude each other",
                            "write two lines, or keep one");
                    return false;
                }
            }
        }
        return true;
    }

    private static List<String> names() {
        return Arrays.stream(Field.values()).map(Field::fieldName).toList();
    }

    private Optional<Predicate> compile(Lists lists) {
        if (value.isNull()) {
            return Optional.of(new Exists(field, false));
        }
        if (value.isMap() || value.list().isEmpty()) {
            return fault("a value or a list of values belongs here", "write '" + field.fieldName() + ": value'");
        }
        if (modifiers.contains(Modifier.EXISTS)) {
            return value.scalar() instanceof Boolean wanted
                    ? Optional.of(new Exists(field, wanted))
                    : fault("'exists' takes true or false", "write true or false");
        }
        if (modifiers.contains(Modifier.MISSING)) {
            return Boolean.TRUE.equals(value.scalar())
                    ? Optional.of(new Missing(field))
                    : fault("'missing' takes true", "write true, or 'exists: true' for the contrary");
        }
        List<Predicate> tests = new ArrayList<>();
        boolean understood = true;
        for (YamlValue one : value.list()) {
            Optional<List<Predicate>> found =
                    modifiers.contains(Modifier.LIST) ? listed(one, lists) : one(one).map(List::of);
            understood &= found.isPresent();
            found.ifPresent(tests::addAll);
        }
        if (!understood) {
            return Optional.empty();
        }
        Predicate joined = modifiers.contains(Modifier.ALL) ? All.of(tests) : anyOf(tests);
        return Optional.of(modifiers.contains(Modifier.NEQ) ? differs(joined) : joined);
    }

    /** A comparison with an absent field does not hold, that it differs as little as that it is equal. */
    private Predicate differs(Predicate same) {
        Set<Field> read = EnumSet.of(field);
        if (modifiers.contains(Modifier.FIELDREF)) {
            same.fields(read::add);
        }
        List<Predicate> all = new ArrayList<>();
        read.forEach(one -> all.add(new Exists(one, true)));
        all.add(new Not(same));
        return All.of(all);
    }

    /** Every entry of a list; those for everybody and for ever first, so that they can be looked up together. */
    private Optional<List<Predicate>> listed(YamlValue path, Lists lists) {
        Optional<ListFile> list = lists.named(path, false);
        List<Predicate> forAll = new ArrayList<>();
        List<Predicate> others = new ArrayList<>();
        for (ListEntry entry : list.map(ListFile::entries).orElse(List.of())) {
            one(entry.what()).ifPresent(test -> (Scoped.isForAll(entry) ? forAll : others).add(Scoped.of(entry, test)));
        }
        if (!forAll.isEmpty()) {
            others.add(0, anyOf(forAll));
        }
        return list.map(found -> others);
    }

    /** Several plain texts, numbers or networks become one look-up. */
    private Predicate anyOf(List<Predicate> tests) {
        if (tests.size() < 2) {
            return Any.of(tests);
        }
        List<Numeric> numbers =
                all(tests, Numeric.class).filter(Numeric::isOneNumber).toList();
        if (numbers.size() == tests.size()) {
            return new NumberIn(field, numbers.stream().map(Numeric::operand).collect(Collectors.toUnmodifiableSet()));
        }
        List<TextMatch> matches = all(tests, Text.class).map(Text::match).toList();
        List<String> texts =
                all(matches, TextMatch.Equal.class).map(TextMatch.Equal::wanted).toList();
        List<Network> networks = all(matches, Network.class).toList();
        return texts.size() == tests.size()
                ? new Text(field, new TextMatch.OneOf(Set.copyOf(texts)))
                : networks.size() == tests.size() ? new Text(field, new NetworkSet(networks)) : Any.of(tests);
    }

    private static <T> Stream<T> all(List<?> list, Class<T> type) {
        return list.stream().filter(type::isInstance).map(type::cast);
    }

    private Optional<Predicate> one(YamlValue operand) {
        if (operand.isNull()) {
            return Optional.of(new Exists(field, false));
        }
        if (modifiers.contains(Modifier.FIELDREF)) {
            return FieldReference.compile(field, modifiers, operand);
        }
        if (modifiers.contains(Modifier.COUNT)) {
            return count(operand);
        }
        return field.type().isNumber() ? number(operand) : text(operand).map(match -> new Text(field, match));
    }

    static Comparison comparison(Set<Modifier> modifiers) {
        return modifiers.stream()
                .flatMap(m -> Comparison.ofWord(m.word()).stream())
                .filter(c -> c != Comparison.NE)
                .findFirst()
                .orElse(Comparison.EQ);
    }

    private Optional<Predicate> number(YamlValue operand) {
        Comparison comparison = comparison(modifiers);
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
                        ? new Decimal(field, comparison, Double.longBitsToDouble(number))
                        : new Numeric(field, comparison, number));
    }

    private Optional<Predicate> count(YamlValue operand) {
        return operand.number().map(number -> new Count(field, comparison(modifiers), number));
    }

    private Optional<TextMatch> text(YamlValue operand) {
        boolean caseless = field.type() == FieldType.CASELESS && !modifiers.contains(Modifier.CASED);
        return TextOperand.compile(operand, modifiers, caseless);
    }

    private Optional<Predicate> fault(String message, String advice) {
        value.fault(FaultKind.WRONG_VALUE, message, advice);
        return Optional.empty();
    }
}
