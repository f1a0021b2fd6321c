package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one {@code where}: {@code side sign side}, or several of these joined by {@code or}; a side being a term or two joined by {@code +} or {@code -}; a term being
 * {@code step.field}, a number, a duration, a text in single quotes, {@code null}, {@code speed_kmh(a, b)} or
 * {@code distance_km(a, b)}.
 */
final class WhereReader {
    private static final int LONGEST = 512;
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<text>'[^']*')"
            + "|(?<duration>[0-9]{1,12}(?:ms|s|m|h|d|w)(?![A-Za-z0-9_.]))"
            + "|(?<number>[0-9]{1,15}(?:\\.[0-9]{1,9})?(?![A-Za-z0-9_.]))"
            + "|(?<name>[A-Za-z0-9][A-Za-z0-9_-]*(?:\\.[a-z0-9_]+)*)"
            + "|(?<sign><=|>=|==|!=|<|>|=|\\+|-|\\(|\\)|,))");
    private static final Set<String> RELATIONS = Set.of(
            "<",
            "<=",
            ">",
            ">=",
            "=",
            "==",
            "!=",
            "subset_of",
            "not_subset_of",
            "in_networks",
            "not_in_networks",
            "borders",
            "not_borders");
    private static final String OR = "or";
    private static final List<String> FUNCTIONS = List.of("speed_kmh", "distance_km");

    /** Not what a comparison looks like; all else that is wrong has been told where it was found. */
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private Malformed() {
            super("not a comparison", null, false, false);
        }
    }

    private final YamlValue value;
    private final List<String> steps;
    private final Captures captures;
    private final List<String> tokens = new ArrayList<>();
    /** Where in the text each token begins. */
    private final List<Integer> starts = new ArrayList<>();

    private int at;
    private boolean faulty;

    WhereReader(YamlValue value, List<String> steps, Captures captures) {
        this.value = value;
        this.steps = steps;
        this.captures = captures;
    }

    Optional<Where> read() {
        Optional<String> text = value.text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            tokenize(text.get());
            List<Where.Side> any = new ArrayList<>();
            do {
                comparison(text.get()).ifPresentOrElse(any::add, () -> faulty = true);
            } while (isOr());
            if (at < tokens.size()) {
                throw new Malformed();
            }
            return faulty ? Optional.empty() : Optional.of(new Where(text.get().trim(), any));
        } catch (Malformed e) {
            value.fault(
                    FaultKind.NO_COMPARISON,
                    "'" + text.get() + "' is no comparison of two steps",
                    "write such as 'used.issued_at < revoked.event_time'");
            return Optional.empty();
        }
    }

    private boolean isOr() {
        boolean isOr = isNext(OR);
        at += isOr ? 1 : 0;
        return isOr;
    }

    private Optional<Where.Side> comparison(String text) throws Malformed {
        Optional<Term> left = side();
        String sign = next();
        if (!RELATIONS.contains(sign)) {
            throw new Malformed();
        }
        Optional<Term> right = side();
        return left.isEmpty() || right.isEmpty() || faulty
                ? Optional.empty()
                : related(text, left.get(), sign, right.get());
    }

    private Optional<Where.Side> related(String text, Term left, String sign, Term right) {
        Optional<Relation> relation = Relation.of(left, sign, right);
        if (relation.isEmpty()) {
            value.fault(FaultKind.CANNOT_COMPARE, "'" + text + "' compares what cannot be compared so", advice(sign));
        } else if (left.fields().findAny().isEmpty() && right.fields().findAny().isEmpty()) {
            value.fault(
                    FaultKind.NO_COMPARISON,
                    "'" + text + "' speaks of no step",
                    "name a field of one of " + String.join(", ", steps));
            return Optional.empty();
        }
        return relation.map(r -> new Where.Side(left, sign, r, right));
    }

    private static String advice(String sign) {
        return sign.endsWith("subset_of")
                ? "compare fields that hold several texts, such as scope"
                : sign.endsWith("in_networks")
                        ? "compare src.ip or src.asn with a field that holds networks, such as client.expected_networks"
                        : sign.endsWith("borders")
                                ? "compare two countries: src.country of two steps"
                                : "compare two numbers or times, or two texts by == or !=";
    }

    private void tokenize(String text) throws Malformed {
        String stripped = text.strip();
        int before = text.indexOf(stripped);
        Matcher token = TOKEN.matcher(stripped);
        if (text.length() > LONGEST) {
            throw new Malformed();
        }
        int end = 0;
        while (end < token.regionEnd()) {
            if (!token.find(end) || token.start() != end) {
                throw new Malformed();
            }
            String found = token.group().strip();
            tokens.add(found);
            starts.add(before + token.end() - found.length());
            end = token.end();
        }
    }

    private String next() throws Malformed {
        if (at == tokens.size()) {
            throw new Malformed();
        }
        return tokens.get(at++);
    }

    private boolean isNext(String token) {
        return at < tokens.size() && tokens.get(at).equals(token);
    }

    private void expect(String token) throws Malformed {
        if (!next().equals(token)) {
            throw new Malformed();
        }
    }

    private Optional<Term> side() throws Malformed {
        Optional<Term> first = term();
        if (!isNext("+") && !isNext("-")) {
            return first;
        }
        boolean minus = next().equals("-");
        Optional<Term> second = term();
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        Optional<Term.Kind> kind = sum(first.get().kind(), minus, second.get().kind());
        if (kind.isEmpty()) {
            faulty = true;
            value.fault(
                    FaultKind.CANNOT_COMPARE,
                    "'" + value.text().orElse("") + "' " + (minus ? "subtracts" : "adds") + " what cannot be "
                            + (minus ? "subtracted" : "added"),
                    "use two numbers, a time and a duration, or the difference of two times");
        }
        return kind.map(k -> new Term.Sum(k, first.get(), minus, second.get()));
    }

    /** What the sum of two kinds is; empty if they have none. */
    private static Optional<Term.Kind> sum(Term.Kind a, boolean minus, Term.Kind b) {
        if (a == Term.Kind.INSTANT && b == Term.Kind.INSTANT) {
            return minus ? Optional.of(Term.Kind.DURATION) : Optional.empty();
        }
        boolean shifted = a == Term.Kind.INSTANT && b == Term.Kind.DURATION;
        boolean alike = a == b && (a == Term.Kind.DURATION || a == Term.Kind.NUMBER || a == Term.Kind.DECIMAL);
        boolean numbers =
                (a == Term.Kind.NUMBER && b == Term.Kind.DECIMAL) || (a == Term.Kind.DECIMAL && b == Term.Kind.NUMBER);
        return shifted || alike ? Optional.of(a) : numbers ? Optional.of(Term.Kind.DECIMAL) : Optional.empty();
    }

    private Optional<Term> term() throws Malformed {
        String token = next();
        if (token.startsWith("'")) {
            return Optional.of(new Term.Literal(Term.Kind.TEXT, token.substring(1, token.length() - 1)));
        }
        if (token.equals("null")) {
            return Optional.of(new Term.Literal(Term.Kind.ABSENT, ""));
        }
        Optional<Long> duration = Duration.parse(token);
        if (duration.isPresent()) {
            return Optional.of(new Term.Constant(Term.Kind.DURATION, duration.get()));
        }
        if (token.matches("[0-9.]+")) {
            boolean whole = token.indexOf('.') < 0;
            return Optional.of(
                    new Term.Constant(whole ? Term.Kind.NUMBER : Term.Kind.DECIMAL, Double.parseDouble(token)));
        }
        if (isNext("(")) {
            return travel(token);
        }
        int dot = token.indexOf('.');
        if (dot < 0) {
            throw new Malformed();
        }
        return field(token.substring(0, dot), token.substring(dot + 1)).map(of -> (Term) of);
    }

    private Optional<Term> travel(String function) throws Malformed {
        if (!FUNCTIONS.contains(function)) {
            faulty = true;
            value.faultWithin(
                    FaultKind.NO_COMPARISON,
                    starts.get(at - 1),
                    "'" + function + "' is no function",
                    Nearest.advice(function, FUNCTIONS));
        }
        expect("(");
        int from = step(next());
        expect(",");
        int to = step(next());
        expect(")");
        return faulty
                ? Optional.empty()
                : Optional.of(new Travel(
                        function.equals("speed_kmh"), Travel.Place.of(from, captures), Travel.Place.of(to, captures)));
    }

    private Optional<Term.Of> field(String step, String name) {
        int index = step(step);
        if (index < 0) {
            return Optional.empty();
        }
        Optional<Field> field = Field.of(name);
        if (field.isEmpty()) {
            faulty = true;
            List<String> known =
                    Arrays.stream(Field.values()).map(Field::fieldName).toList();
            value.faultWithin(
                    FaultKind.UNKNOWN_FIELD,
                    starts.get(at - 1) + step.length() + 1,
                    "'" + name + "' is no field",
                    Nearest.advice(name, known));
        }
        return field.map(f -> new Term.Of(index, f, f == Field.EVENT_TIME ? -1 : capture(f, index)));
    }

    /** What one of several comparisons needs, the others may do without. */
    private int capture(Field field, int step) {
        return tokens.contains(OR) ? captures.indexIfPresent(field) : captures.index(field, step);
    }

    /** Index of the step; -1 after a fault. */
    private int step(String name) {
        int index = steps.indexOf(name);
        if (index < 0) {
            faulty = true;
            value.faultWithin(
                    FaultKind.UNKNOWN_STEP,
                    starts.get(at - 1),
                    "there is no step '" + name + "'",
                    Nearest.advice(name, steps));
        }
        return index;
    }
}
