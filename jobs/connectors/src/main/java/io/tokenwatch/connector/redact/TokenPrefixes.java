package io.tokenwatch.connector.redact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** What tokens of some vendors begin with. */
final class TokenPrefixes {
    /**
     * GitHub, GitLab, Slack, Google, AWS (temporary keys and their session tokens), npm, PyPI, Stripe, Vault, Azure.
     */
    private static final String[] ALL = {
        "eyJ",
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
        "glpat-",
        "xoxa-",
        "xoxb-",
        "xoxp-",
        "xoxe-",
        "xoxs-",
        "xapp-",
        "ya29.",
        "1//",
        "GOCSPX-",
        "ASIA",
        "IQoJb3JpZ2lu",
        "FwoGZXIvYXdz",
        "FQoGZXIvYXdz",
        "npm_",
        "pypi-",
        "sk_live_",
        "rk_live_",
        "hvs.",
        "secret_",
        "shpat_",
        "dop_v1_",
    };

    /** By their first two characters. */
    private static final byte[][][] BY_START = byStart();

    private static byte[][][] byStart() {
        byte[][][] starts = new byte[1 << 14][0][];
        for (String prefix : ALL) {
            int start = pair(prefix.charAt(0), prefix.charAt(1));
            byte[][] more = Arrays.copyOf(starts[start], starts[start].length + 1);
            more[more.length - 1] = prefix.getBytes(ISO_8859_1);
            starts[start] = more;
        }
        return starts;
    }

    private static int pair(int first, int second) {
        return first << 7 | second;
    }

    private TokenPrefixes() {}

    /** Whether a token of a vendor begins there. */
    static boolean has(String text, int start) {
        for (String prefix : ALL) {
            if (text.startsWith(prefix, start)) {
                return true;
            }
        }
        return false;
    }

    /** As {@link #has(String, int)}, of ASCII that has as many bytes as the longest prefix from there on at least. */
    static boolean has(byte[] text, int from) {
        for (byte[] prefix : BY_START[pair(text[from], text[from + 1])]) {
            if (Arrays.equals(prefix, 0, prefix.length, text, from, from + prefix.length)) {
                return true;
            }
        }
        return false;
    }
}
