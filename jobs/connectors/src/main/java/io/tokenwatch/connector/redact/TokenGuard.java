package io.tokenwatch.connector.redact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Finds what looks like a token or secret in a text that should hold none: JWTs, authorization headers, tokens with a
 * vendor's prefix, and long random strings. Errs on the side of finding: a false find costs a readable value, a miss
 * a secret.
 */
final class TokenGuard {
    /** The shortest random string that is taken for a token: 40 base64url characters hold 240 bits; a UUID has 36. */
    private static final int SHORTEST_RANDOM = 40;

    /** The shortest token with a prefix (an AWS access key id). */
    private static final int SHORTEST_PREFIXED = 20;

    /** After "bearer" these speak about tokens and are none. */
    private static final Set<String> PROSE = Set.of(
            "token",
            "tokens",
            "auth",
            "authentication",
            "authorization",
            "scheme",
            "header",
            "realm",
            "error",
            "type",
            "is",
            "was",
            "only",
            "not",
            "or",
            "and",
            "client",
            "clients",
            "credential",
            "credentials",
            "required",
            "missing",
            "expired",
            "invalid");

    private static final boolean[] TOKEN_CHARACTERS = new boolean[128];

    static {
        for (char c = 0; c < TOKEN_CHARACTERS.length; c++) {
            TOKEN_CHARACTERS[c] = isTokenCharacter(c);
        }
    }

    private TokenGuard() {}

    /** Whether {@link #replace} surely changes nothing, of ASCII: most texts have nothing that could begin a token, or introduce one. */
    static boolean isHarmless(byte[] text, int from, int length) {
        int end = from + length;
        int start = from;
        while (start < end) {
            int stop = start;
            while (stop < end && TOKEN_CHARACTERS[text[stop]]) {
                stop++;
            }
            if (stop > start && mayBeToken(text, start, stop, end)) {
                return false;
            }
            start = stop + 1;
        }
        return true;
    }

    /** Whether a word may be a token, with its padding, or introduce one. */
    private static boolean mayBeToken(byte[] text, int start, int stop, int end) {
        int padded = stop;
        while (padded < end && text[padded] == '=') {
            padded++;
        }
        return (padded - start >= SHORTEST_PREFIXED && mayHaveSecretPart(text, start, padded))
                || (stop < end && mayBeScheme(text, start, stop));
    }

    private static boolean mayHaveSecretPart(byte[] text, int start, int end) {
        int from = start;
        for (int i = start; i <= end; i++) {
            if (i == end || text[i] == '.' || text[i] == '/') {
                boolean prefixed = end - from >= SHORTEST_PREFIXED && TokenPrefixes.has(text, from);
                if (prefixed || i - from >= SHORTEST_RANDOM) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }

    /** Whether a word ends as "bearer", "dpop" and "basic" do. */
    private static boolean mayBeScheme(byte[] text, int start, int end) {
        if (end - start < 4) {
            return false;
        }
        int last = text[end - 1] | 0x20;
        int before = text[end - 2] | 0x20;
        return (last == 'r' && before == 'e') || (last == 'p' && before == 'o') || (last == 'c' && before == 'i');
    }

    /** The text with each find replaced, or the same instance if there is none. */
    static String replace(String text, UnaryOperator<String> replacement) {
        int length = text.length();
        if (length < 8 || TokenHasher.isId(text)) {
            return text;
        }
        StringBuilder changed = null;
        int copied = 0;
        String scheme = "";
        int start = 0;
        while (start < length) {
            int end = start;
            while (end < length && isTokenCharacter(text.charAt(end))) {
                end++;
            }
            if (end > start) {
                end = withPadding(text, end);
                if (isToken(text, start, end, scheme)) {
                    changed = changed == null ? new StringBuilder(length) : changed;
                    changed.append(text, copied, start).append(replacement.apply(text.substring(start, end)));
                    copied = end;
                }
                scheme = end < length ? lastWord(text, start, end) : "";
            }
            start = end + 1;
        }
        return changed == null ? text : changed.append(text, copied, length).toString();
    }

    private static boolean isToken(String text, int start, int end, String scheme) {
        if (!scheme.isEmpty()) {
            switch (scheme) {
                case "bearer", "dpop" -> {
                    return !PROSE.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
                }
                case "basic" -> {
                    if (isCredentials(text.substring(start, end))) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return end - start >= SHORTEST_PREFIXED && hasSecretPart(text, start, end);
    }

    private static boolean isCredentials(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), ISO_8859_1).contains(":");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The letters before a blank, if they are few enough to name an authorization scheme; lower case. */
    private static String lastWord(String text, int start, int end) {
        int from = end;
        while (from > start && Character.isLetter(text.charAt(from - 1))) {
            from--;
        }
        return end - from < 4 || end - from > 6 ? "" : text.substring(from, end).toLowerCase(Locale.ROOT);
    }

    /** Paths, host names and file names have words between their dots and slashes; a secret part has none. */
    private static boolean hasSecretPart(String text, int start, int end) {
        int from = start;
        for (int i = start; i <= end; i++) {
            if (i == end || text.charAt(i) == '.' || text.charAt(i) == '/') {
                boolean prefixed = end - from >= SHORTEST_PREFIXED && TokenPrefixes.has(text, from);
                if (prefixed || (i - from >= SHORTEST_RANDOM && isRandom(text, from, i))) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }

    /**
     * Whether upper case, lower case and digits alternate as they do by chance: 63 % of neighbours differ in base64,
     * 47 % in hexadecimal; in words few do. CamelCase comes to about a third, but has hardly a digit.
     */
    private static boolean isRandom(String text, int start, int end) {
        int changes = 0;
        int digits = 0;
        int before = -1;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            int kind = c >= '0' && c <= '9' ? 0 : c >= 'A' && c <= 'Z' ? 1 : c >= 'a' && c <= 'z' ? 2 : -1;
            if (kind == 0) {
                digits++;
            }
            if (kind >= 0 && before >= 0 && kind != before) {
                changes++;
            }
            before = kind >= 0 ? kind : before;
        }
        int length = end - start;
        return changes * 100 >= length * (digits > 0 ? 25 : 42);
    }

    /** Equals signs end a token (base64 padding), unless more follows: then they are that of {@code name=value}. */
    private static int withPadding(String text, int end) {
        int padded = end;
        while (padded < text.length() && text.charAt(padded) == '=') {
            padded++;
        }
        return padded < text.length() && isTokenCharacter(text.charAt(padded)) ? end : padded;
    }

    /** The characters of a bearer token (RFC 6750, section 2.1) but its padding. */
    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '~'
                || c == '+'
                || c == '/';
    }
}
