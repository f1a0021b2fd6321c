package io.tokenwatch.selection;

import com.google.re2j.Pattern;
import io.tokenwatch.event.FieldType;
import java.util.Optional;

/** Turns Sigma's plain texts with wildcards into matches. */
final class Patterns {
    private Patterns() {}

    /** Whether a text has a wildcard that no backslash escapes. */
    static boolean hasWildcard(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '*' || c == '?') {
                return true;
            }
        }
        return false;
    }

    /** The text without the backslashes that escape a wildcard or a backslash. */
    static String unescape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && "*?\\".indexOf(text.charAt(i + 1)) >= 0) {
                c = text.charAt(++i);
            }
            out.append(c);
        }
        return out.toString();
    }

    /**
     * What every value has that the text with its wildcards matches: the longest run without one.
     *
     * @param wholeStart whether values begin with its beginning
     * @param wholeEnd whether values end with its end
     * @param caseless then of ASCII alone: beyond it RE2 folds in its own way
     * @return empty if it is made of wildcards
     */
    static Optional<ValuePart> longestPart(String text, boolean wholeStart, boolean wholeEnd, boolean caseless) {
        Optional<ValuePart> longest = Optional.empty();
        StringBuilder run = new StringBuilder();
        boolean fromStart = wholeStart;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '*';
            if (c == '\\' && i + 1 < text.length() && "*?\\".indexOf(text.charAt(i + 1)) >= 0) {
                run.append(text.charAt(++i));
            } else if (c == '*' || c == '?') {
                boolean usable = !caseless || run.chars().allMatch(one -> one < 128);
                int known = longest.map(part -> part.folded().length()).orElse(0);
                if (usable && run.length() > known) {
                    String folded = FieldType.CASELESS.folded(run.toString());
                    longest = Optional.of(new ValuePart(folded, fromStart, wholeEnd && i == text.length()));
                }
                run.setLength(0);
                fromStart = false;
            } else {
                run.append(c);
            }
        }
        return longest;
    }

    /** The whole value must match: {@code *} is any run of characters, {@code ?} any one. */
    static Pattern glob(String text, String before, String after, boolean caseless) {
        StringBuilder regex = new StringBuilder(before);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && "*?\\".indexOf(text.charAt(i + 1)) >= 0) {
                regex.append(Pattern.quote(String.valueOf(text.charAt(++i))));
            } else if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        int flags = Pattern.DOTALL | (caseless ? Pattern.CASE_INSENSITIVE : 0);
        return Pattern.compile(regex.append(after).toString(), flags);
    }
}
