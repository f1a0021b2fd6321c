package io.tokenwatch.writer;

import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** What an attacker may call himself. */
final class Hostile {
    static final String LONG = "x".repeat(8191) + "é";

    private Hostile() {}

    /** None is longer than any writer tells. */
    static Stream<String> names() {
        return Stream.of(
                "a\r\nCEF:0|Evil|Evil|1|1|forged|10|act=closed",
                "a\nb\rc\r\nd",
                "a|b|c\\|d\\",
                "a=b act=closed\\=c",
                "tab\tsev=1\talertId=forged",
                "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'",
                "=cmd|' /C calc'!A0",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "\u001b[31mred\u001b[0m\u0007\u0000",
                "right\u202eto left\u2028line\u2029paragraph\u0085next",
                "héllo wörld ✓ 漢字 😀",
                "lone \ud83d surrogate",
                "{\"a\": [1]}, ${jndi:ldap://x} %s %n {{7*7}}",
                "<13>1 2026-01-01T00:00:00Z evil app - - - forged",
                "…[+7]");
    }

    /** Tokens that should have been hashed long before. */
    static List<String> tokens() {
        String header = encoded("{\"alg\":\"RS256\"}");
        String claims = encoded("{\"sub\":\"canary-subject\",\"scope\":\"all\"}");
        return List.of(header + "." + claims + "." + encoded("canary-signature"), "Bearer canary" + "0123456789abcdef");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
