package io.tokenwatch.selection;

import io.tokenwatch.event.FieldType;
import java.util.Optional;

/**
 * What every text has that a pattern of RE2 matches, read from the pattern as it is written: its longest run of plain characters that is no choice
 * and in no parentheses. Where the pattern has what is not understood here, none: then it is tested on every text.
 */
final class RegexPart {
    private static final String CLASSES = "dDsSwWbBAz";

    private final String regex;
    private final boolean multiline;
    private final StringBuilder run = new StringBuilder();
    private boolean atStart;
    private Optional<ValuePart> longest = Optional.empty();

    private RegexPart(String regex, boolean multiline) {
        this.regex = regex;
        this.multiline = multiline;
    }

    /**
     * Empty if none is known.
     *
     * @param regex that RE2 accepts
     * @param multiline whether {@code ^} also stands for the start of a line
     */
    static Optional<ValuePart> of(String regex, boolean multiline) {
        RegexPart part = new RegexPart(regex, multiline);
        int i = 0;
        while (i >= 0 && i < regex.length()) {
            i = part.next(i);
        }
        part.end(0);
        return i < 0 ? Optional.empty() : part.longest;
    }

    /** Takes what begins at that index, and says where the next begins; negative if it is not understood. */
    private int next(int i) {
        char c = regex.charAt(i);
        switch (c) {
            case '|', ')' -> {
                return -1;
            }
            case '*', '?', '{' -> end(1); // it may be there no time
            case '+', '.', '$' -> end(0);
            case '^' -> {
                end(0);
                atStart = i == 0 && !multiline;
            }
            case '[' -> {
                end(0);
                return RegexSize.classEnd(regex, i);
            }
            case '(' -> {
                end(0);
                return groupEnd(i);
            }
            case '\\' -> {
                return escape(i);
            }
            default -> plain(c);
        }
        return c == '{' ? repeatEnd(i) : i + 1;
    }

    private void plain(char c) {
        if (c < 128) {
            run.append(c);
        } else {
            end(0); // RE2 folds it in its own way
        }
    }

    /** The run ends, without so many of its last characters. */
    private void end(int without) {
        run.setLength(Math.max(0, run.length() - without));
        if (run.length() > longest.map(part -> part.folded().length()).orElse(0)) {
            longest = Optional.of(new ValuePart(FieldType.CASELESS.folded(run.toString()), atStart, false));
        }
        run.setLength(0);
        atStart = false;
    }

    private int escape(int i) {
        char escaped = i + 1 < regex.length() ? regex.charAt(i + 1) : 'Q';
        if (escaped < 128 && !Character.isLetterOrDigit(escaped)) {
            run.append(escaped);
            return i + 2;
        }
        end(0);
        if ((escaped == 'p' || escaped == 'P') && regex.startsWith("{", i + 2)) {
            return regex.indexOf('}', i) + 1;
        }
        return CLASSES.indexOf(escaped) < 0 ? -1 : i + 2;
    }

    private int repeatEnd(int i) {
        int close = regex.indexOf('}', i);
        return close < 0 ? -1 : close + 1;
    }

    /** Flags for what follows, or within, are not understood. */
    private int groupEnd(int start) {
        if (regex.startsWith("(?", start) && !regex.startsWith("(?:", start) && !regex.startsWith("(?P<", start)) {
            return -1;
        }
        int depth = 0;
        for (int i = start; i < regex.length(); ) {
            char c = regex.charAt(i);
            if (regex.startsWith("\\Q", i)) {
                return -1;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            i = c == '[' ? RegexSize.classEnd(regex, i) : i + (c == '\\' ? 2 : 1);
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
