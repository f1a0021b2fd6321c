package io.tokenwatch.selection;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlValue;
import java.util.Optional;
import java.util.Set;

/** Compiles a text that a value is matched with. */
final class TextOperand {
    private static final int LONGEST_REGEX = 1024;
    private static final int LARGEST_REGEX = 5000;

    private TextOperand() {}

    /** Empty after a fault. */
    static Optional<TextMatch> compile(YamlValue operand, Set<Modifier> modifiers, boolean caseless) {
        Optional<String> written = operand.text();
        if (written.isEmpty()) {
            return Optional.empty();
        }
        String text = written.get();
        if (modifiers.contains(Modifier.CIDR)) {
            return network(operand, text);
        }
        if (modifiers.contains(Modifier.RE)) {
            return regex(operand, text, modifiers, caseless);
        }
        TextRelation relation = relation(modifiers);
        if (Patterns.hasWildcard(text) || (caseless && relation == TextRelation.CONTAINS)) { // RE2 is linear
            boolean before = relation == TextRelation.CONTAINS || relation == TextRelation.ENDSWITH;
            boolean after = relation == TextRelation.CONTAINS || relation == TextRelation.STARTSWITH;
            return Optional.of(new TextMatch.Regex(
                    Patterns.glob(text, before ? "^.*" : "^", after ? ".*$" : "$", caseless),
                    Patterns.longestPart(text, !before, !after, caseless)));
        }
        String literal = Patterns.unescape(text);
        if (relation != TextRelation.EQUAL) {
            return Optional.of(new TextMatch.Part(relation, literal, caseless));
        }
        return Optional.of(caseless ? new TextMatch.EqualIgnoringCase(literal) : new TextMatch.Equal(literal));
    }

    static TextRelation relation(Set<Modifier> modifiers) {
        return modifiers.contains(Modifier.CONTAINS)
                ? TextRelation.CONTAINS
                : modifiers.contains(Modifier.STARTSWITH)
                        ? TextRelation.STARTSWITH
                        : modifiers.contains(Modifier.ENDSWITH) ? TextRelation.ENDSWITH : TextRelation.EQUAL;
    }

    private static Optional<TextMatch> regex(
            YamlValue operand, String text, Set<Modifier> modifiers, boolean caseless) {
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
        int flags = (caseless || modifiers.contains(Modifier.I) ? Pattern.CASE_INSENSITIVE : 0)
                | (modifiers.contains(Modifier.M) ? Pattern.MULTILINE : 0)
                | (modifiers.contains(Modifier.S) ? Pattern.DOTALL : 0);
        try {
            return Optional.of(new TextMatch.Regex(
                    Pattern.compile(text, flags), RegexPart.of(text, modifiers.contains(Modifier.M))));
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
        return Optional.of(new Network(text, address, Integer.parseInt(prefix)));
    }
}
