package io.tokenwatch.connector.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenHasherTest {
    private final TokenHasher hasher = new TokenHasher(
            TokenKeys.parse("k1 always " + "01".repeat(32) + "\nk2 2026-07-01T00:00:00Z " + "02".repeat(32)));

    @Test
    void theIdIsHalfOfAnHmacSha256() {
        // printf 'token\0secret' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0101…
        assertThat(hasher.id(null, "secret", 0)).isEqualTo("hmac-sha256:k1:8a8a7dce044034d4ff80e8e6084d47b8");
    }

    @Test
    void anIdStaysAsItIs() {
        String id = hasher.id(null, "secret", 0);
        assertThat(hasher.id("https://idp", id, 0)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hmac-sha256:",
                "hmac-sha256:k1:",
                "hmac-sha256::0123456789abcdef0123456789abcdef",
                "hmac-sha256:k1:0123456789abcdef0123456789abcde",
                "hmac-sha256:k1:0123456789abcdef0123456789ABCDEF",
                "hmac-sha256:k1:0123456789abcdef0123456789abcdeg",
                "hmac-sha256:k1:x:0123456789abcdef0123456789abcdef",
                "hmac-sha256:eyJhbGciOiJIUzI1NiJ9eyJhbGciOiJIUzI1NiJ9:0123456789abcdef0123456789abcdef",
            })
    void whatOnlyLooksLikeAnIdIsHashed(String text) {
        assertThat(hasher.id(null, text, 0)).isNotEqualTo(text).matches(TokenHasher::isId);
    }

    @Test
    void issuerAndJtiDoNotRunTogether() {
        assertThat(hasher.id("a", "bc", 0))
                .isNotEqualTo(hasher.id("ab", "c", 0))
                .isNotEqualTo(hasher.id(null, "abc", 0));
    }

    @Test
    void aJwtHasTheIdOfItsIssuerAndJti() {
        String jwt = jwt("{\"iss\":\"https://idp\",\"jti\":\"j1\",\"aud\":[\"a\"],\"x\":{\"jti\":\"no\"}}");
        assertThat(hasher.id(null, jwt, 0)).isEqualTo(hasher.id("https://idp", "j1", 0));
        assertThat(hasher.id("https://somebody.else", jwt, 0)).isEqualTo(hasher.id("https://idp", "j1", 0));
    }

    @Test
    void aJwtWithoutJtiIsHashedWhole() {
        String first = jwt("{\"iss\":\"https://idp\",\"sub\":\"a\"}");
        String second = jwt("{\"iss\":\"https://idp\",\"sub\":\"b\"}");
        assertThat(hasher.id(null, first, 0)).isNotEqualTo(hasher.id(null, second, 0));
    }

    @Test
    void theIssueTimeOfAJwtChoosesTheKey() {
        String old = jwt("{\"iss\":\"i\",\"jti\":\"j\",\"iat\":1767225600}");
        assertThat(hasher.id(null, old, Long.MAX_VALUE)).startsWith("hmac-sha256:k1:");
        assertThat(hasher.id("i", "j", Long.MAX_VALUE)).startsWith("hmac-sha256:k2:");
        assertThat(hasher.id(null, jwt("{\"iss\":\"i\",\"jti\":\"j\",\"iat\":9223372036854775807}"), 0))
                .startsWith("hmac-sha256:k1:");
    }

    private static String jwt(String claims) {
        return "eyJhbGciOiJub25lIn0." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8))
                + ".sig";
    }
}
