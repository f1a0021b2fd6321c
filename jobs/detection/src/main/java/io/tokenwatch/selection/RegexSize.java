package io.tokenwatch.selection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a program a pattern becomes, before it is compiled. RE2 matches in linear time, but writes repetitions out:
 * {@code (((a{1000}){1000}){1000})} would be a billion instructions.
 */
final class RegexSize {
    private static final Pattern REPEAT = Pattern.compile("\\{([0-9]{1,6})(,([0-9]{0,6}))?}");
    private static final long ENOUGH = 1_000_000_000L;

    private final String regex;
    private final Deque<Long> outside = new ArrayDeque<>();
    private long total;
    private long last;

    private RegexSize(String regex) {
        this.regex = regex;
    }

    /** About so many instructions; never less, and a billion where it is more. */
    static long of(String regex) {
        RegexSize size = new RegexSize(regex);
        for (int i = 0; i < regex.length(); ) {
            i = size.next(i);
        }
        while (!size.outside.isEmpty()) { // parentheses that are not closed
            size.close();
        }
        return size.total;
    }

    /** Counts what begins at that index, and says where the next begins. */
    private int next(int i) {
        switch (regex.charAt(i)) {
            case '(' -> {
                outside.push(total);
                total = 0;
                last = 0;
            }
            case ')' -> close();
            case '{' -> {
                return repeat(i);
            }
            case '[' -> {
                atom();
                return classEnd(regex, i);
            }
            case '\\' -> {
                atom();
                return escapeEnd(i);
            }
            default -> atom();
        }
        return i + 1;
    }

    private void atom() {
        last = 1;
        total = Math.min(ENOUGH, total + 1);
    }

    private void close() {
        last = Math.min(ENOUGH, total + 2);
        total = Math.min(ENOUGH, last + (outside.isEmpty() ? 0 : outside.pop()));
    }

    private int repeat(int i) {
        Matcher form = REPEAT.matcher(regex).region(i, regex.length());
        if (!form.lookingAt()) {
            atom();
            return i + 1;
        }
        String most = form.group(3) == null || form.group(3).isEmpty() ? form.group(1) : form.group(3);
        long times = Math.max(1, Long.parseLong(most) + 1);
        total = Math.min(ENOUGH, total + last * times);
        last = Math.min(ENOUGH, last * times);
        return form.end();
    }

    /** Where a class of characters ends that begins there. */
    static int classEnd(String regex, int start) {
        int i = start + 1;
        i += i < regex.length() && regex.charAt(i) == '^' ? 1 : 0;
        i += i < regex.length() && regex.charAt(i) == ']' ? 1 : 0;
        while (i < regex.length() && regex.charAt(i) != ']') {
            boolean named = regex.startsWith("[:", i) && regex.indexOf(":]", i) > 0;
            i = named ? regex.indexOf(":]", i) + 2 : i + (regex.charAt(i) == '\\' ? 2 : 1);
        }
        return Math.min(regex.length(), i + 1);
    }

    /** An escape, with the braces of {@code \p{Greek}} and {@code \x{10FFFF}}. */
    private int escapeEnd(int start) {
        int after = Math.min(regex.length(), start + 2);
        boolean braced =
                after < regex.length() && "pPx".indexOf(regex.charAt(after - 1)) >= 0 && regex.charAt(after) == '{';
        int close = braced ? regex.indexOf('}', after) : -1;
        return close < 0 ? after : close + 1;
    }
}
