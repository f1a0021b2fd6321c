package io.tokenwatch.selection;

import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition grammar of Sigma, weakest first:
 *
 * <pre>
 * or    := and ("or" and)*
 * and   := not ("and" not)*
 * not   := "not" not | "(" or ")" | ("1" | "any" | "all") "of" ("them" | pattern) | name
 * </pre>
 */
final class Condition {
    private static final Pattern TOKEN = Pattern.compile("\\s*([()]|[A-Za-z0-9_.*?-]+)");
    private static final int DEEPEST = 50;

    private final Map<String, Predicate> named;
    private final YamlValue value;
    private final List<String> tokens = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private int end;
    private int next;
    private int depth;
    private boolean failed;

    Condition(String text, Map<String, Predicate> named, YamlValue value) {
        this.named = named;
        this.value = value;
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            starts.add(matcher.start(1));
            end = matcher.end();
            matcher.region(end, text.length());
        }
        if (!text.substring(end).isBlank()) {
            starts.add(end
                    + (text.substring(end).length()
                            - text.substring(end).stripLeading().length()));
            next = tokens.size();
            fail("the condition has '" + text.substring(end).trim() + "'", "use names, and, or, not, of, ( and )");
        }
    }

    /** Empty after a fault. */
    Optional<Predicate> compile() {
        Predicate whole = or();
        if (!failed && next < tokens.size()) {
            fail("the condition goes on after its end with '" + tokens.get(next) + "'", "join with 'and' or 'or'");
        }
        return failed ? Optional.empty() : Optional.of(whole);
    }

    private Predicate or() {
        List<Predicate> parts = new ArrayList<>(List.of(and()));
        while (accept("or")) {
            parts.add(and());
        }
        return Any.of(parts);
    }

    private Predicate and() {
        List<Predicate> parts = new ArrayList<>(List.of(not()));
        while (accept("and")) {
            parts.add(not());
        }
        return All.of(parts);
    }

    private Predicate not() {
        if (failed || ++depth > DEEPEST) {
            return fail("the condition is nested deeper than " + DEEPEST, "flatten it");
        }
        try {
            if (accept("not")) {
                return new Not(not());
            }
            if (accept("(")) {
                Predicate inner = or();
                return accept(")") ? inner : fail("a ')' is missing", "close the parenthesis");
            }
            return next == tokens.size()
                    ? fail("the condition ends too early", "name a selection")
                    : of(tokens.get(next++));
        } finally {
            depth--;
        }
    }

    private Predicate of(String token) {
        boolean quantified = next < tokens.size() && tokens.get(next).equals("of");
        if (!quantified) {
            Predicate selection = named.get(token);
            return selection != null
                    ? selection
                    : fail(
                            FaultKind.UNKNOWN_SELECTION,
                            next - 1,
                            "there is no selection '" + token + "'",
                            Nearest.advice(token, named.keySet()));
        }
        next++;
        if (!token.equals("1") && !token.equals("any") && !token.equals("all")) {
            return fail(
                    FaultKind.BAD_CONDITION,
                    next - 2,
                    "'" + token + " of' is not understood",
                    "write '1 of', 'any of' or 'all of'");
        }
        String pattern = next < tokens.size() ? tokens.get(next++) : "";
        List<Predicate> chosen = named.entrySet().stream()
                .filter(entry -> (pattern.equals("them") && !entry.getKey().startsWith("_")) // as Sigma has it
                        || Patterns.glob(pattern, "^", "$", false).matches(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (chosen.isEmpty()) {
            return fail(
                    FaultKind.UNKNOWN_SELECTION,
                    next - 1,
                    "no selection is named like '" + pattern + "'",
                    Nearest.advice(pattern, named.keySet()));
        }
        return token.equals("all") ? All.of(chosen) : Any.of(chosen);
    }

    private boolean accept(String token) {
        boolean there = next < tokens.size() && tokens.get(next).equals(token);
        next += there ? 1 : 0;
        return there;
    }

    private Predicate fail(String message, String advice) {
        return fail(FaultKind.BAD_CONDITION, next, message, advice);
    }

    /** @param token the one that the fault is at; past the last, the fault is at the end */
    private Predicate fail(FaultKind kind, int token, String message, String advice) {
        if (!failed) {
            value.faultWithin(kind, token < starts.size() ? starts.get(token) : end, message, advice);
        }
        failed = true;
        return new Any();
    }
}
