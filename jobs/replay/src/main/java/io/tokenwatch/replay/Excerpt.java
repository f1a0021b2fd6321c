package io.tokenwatch.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The shape of a record that could not be read: enough to see what is wrong with it, and nothing that could be a secret. Letters
 * become x, digits 9, what is not ASCII becomes a question mark; only names stay: up to {@value #LONGEST_NAME} letters before
 * {@code ":} or before the {@code =} of a value.
 */
public final class Excerpt {
    private static final int LONGEST = 160;
    private static final int LONGEST_NAME = 32;

    private Excerpt() {}

    public static String of(byte[] buffer, int from, int length) {
        String text = new String(buffer, from, Math.min(length, LONGEST), UTF_8);
        StringBuilder shape = new StringBuilder(text.length() + 1);
        int i = 0;
        while (i < text.length()) {
            int end = i;
            while (end < text.length() && isOfName(text.charAt(end))) {
                end++;
            }
            if (end > i && end - i <= LONGEST_NAME && isNameBefore(text, end) && startsWord(text, i)) {
                shape.append(text, i, end);
                i = end;
            } else {
                for (end = Math.max(end, i + 1); i < end; i++) {
                    shape.append(masked(text.charAt(i)));
                }
            }
        }
        return length > LONGEST ? shape.append('…').toString() : shape.toString();
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '-';
    }

    private static boolean startsWord(String text, int at) {
        return at == 0 || " \t\",{|".indexOf(text.charAt(at - 1)) >= 0;
    }

    /** The padding of base64 ends a word, while the equals sign of a name begins a value. */
    private static boolean isNameBefore(String text, int end) {
        if (text.startsWith("\":", end)) {
            return true;
        }
        int value = text.startsWith("=\"", end) ? end + 2 : end + 1;
        return text.startsWith("=", end) && value < text.length() && Character.isLetterOrDigit(text.charAt(value));
    }

    private static char masked(char c) {
        if (c >= '0' && c <= '9') {
            return '9';
        }
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            return 'x';
        }
        return c >= ' ' && c < 127 ? c : c == '\t' ? ' ' : '?';
    }
}
