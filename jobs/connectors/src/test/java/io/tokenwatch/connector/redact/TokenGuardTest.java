package io.tokenwatch.connector.redact;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web",
                "security-admin-console",
                "openid email profile offline_access",
                "https://www.googleapis.com/auth/userinfo.profile",
                "https://graph.microsoft.com/User.Read.All",
                "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
                "onrtac:1f65761e-1c69-40a2-82da-2d8aa5e39a8a",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0",
                "aws-sdk-java/2.20.1 Linux/5.10.0-1.x86_64 OpenJDK_64-Bit_Server_VM/17.0.8+7-LTS",
                "service-account-of-the-nightly-settlement-run-in-production-2",
                "arn:aws:sts::123456789012:assumed-role/DataPlatformAdministrator/session-2026-01-05",
                "projects/my-project/locations/europe-west3/keyRings/ring/cryptoKeys/key-1",
                "TheVeryLongNameOfSomeInternalServiceWithoutAnyDigits",
                "bearer",
                "Bearer token is expired",
                "Basic authentication failed",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "hmac-sha256:k1:0123456789abcdef0123456789abcdef",
                "t13d1516h2_8daaf6152771_b186095e22b6",
                "AKIAIOSFODNN7EXAMPLE",
            })
    void ordinaryValuesStay(String text) {
        assertThat(TokenGuard.replace(text, token -> "#")).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc",
                "eyJhbGciOiJSU0EtT0FFUCJ9",
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
                "github_pat_11ABCDEFG0abcdefghij_klmnopqrstuvwxyz",
                "ASIAIOSFODNN7EXAMPLE",
                "IQoJb3JpZ2luX2VjEAAaCXVzLWVhc3QtMSJHMEUCIQ",
                "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEYwJalrXUtnFEMIbPxRfiCYEX",
                "ya29.a0AfH6SMBx1234567890",
            })
    void tokensGo(String token) {
        assertThat(TokenGuard.replace(token, found -> "#")).isEqualTo("#");
        assertThat(TokenGuard.replace("a " + token + ", b", found -> "#")).isEqualTo("a #, b");
        assertThat(TokenGuard.replace("https://x.example/cb?code=1&access_token=" + token, found -> "#"))
                .doesNotContain(token);
    }

    /** What is passed over at little cost must be what the careful search would have left as it is. */
    @Test
    void whatIsHarmlessStays() {
        String[] pieces = {
            "eyJ",
            "ghp_",
            "ya29.",
            "1//",
            "hvs.",
            "bearer",
            "DPoP",
            "Basic",
            " ",
            "=",
            "==",
            ",",
            "/",
            ".",
            ":",
            "abcdefghij",
            "0123456789",
            "aB3dE5fG7h",
            "evt-bfef8030ddc2d772",
            "token",
            "d2ViOnNlY3JldA==",
            "Z"
        };
        Random random = new Random(11);
        int harmless = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(9); length >= 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] line = ("\"" + text + '"').getBytes(US_ASCII);
            if (TokenGuard.isHarmless(line, 1, text.length())) {
                harmless++;
                assertThat(TokenGuard.replace(text.toString(), token -> "#")).isEqualTo(text.toString());
            }
        }
        assertThat(harmless).isBetween(5_000, 45_000);
    }

    @Test
    void thumbprintsAreHarmlessInTheirFieldsAlone() {
        byte[] thumbprint = "cUppFkVdnvpPHFgQa6-zFlzoPDVHlpYlQyuqw4GnVCc".getBytes(US_ASCII);
        assertThat(Redactor.isHarmless(Field.CNF_JKT, thumbprint, 0, thumbprint.length))
                .isTrue();
        assertThat(Redactor.isHarmless(Field.CLIENT_ID, thumbprint, 0, thumbprint.length))
                .isFalse();
    }

    @Test
    void authorizationHeadersLoseTheirCredentials() {
        assertThat(TokenGuard.replace("Authorization: Bearer x9", token -> "#")).isEqualTo("Authorization: Bearer #");
        assertThat(TokenGuard.replace("bearer abc.def, Basic d2ViOnNlY3JldA== x", token -> "#"))
                .isEqualTo("bearer #, Basic # x");
    }

    @Test
    void randomStringsGo() {
        Random random = new Random(5);
        int kept = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[32 + random.nextInt(32)];
            random.nextBytes(bytes);
            String base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            String hex = HexFormat.of().formatHex(bytes);
            kept += TokenGuard.replace(base64, token -> "#").equals("#") ? 0 : 1;
            kept += TokenGuard.replace(hex, token -> "#").equals("#") ? 0 : 1;
        }
        assertThat(kept).isLessThan(20);
    }

    @Test
    void thumbprintsAreNoTokensInTheirFields() {
        byte[] hash = new byte[32];
        new SecureRandom().nextBytes(hash);
        String thumbprint = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        Redactor redactor = new Redactor(TokenKeys.parse("k1 always " + "03".repeat(32)));
        TokenEvent event = new TokenEvent();
        event.set(Field.CNF_JKT, thumbprint);
        event.set(Field.USER_AGENT, thumbprint + "Aa1Bb2Cc3");
        redactor.redact(event);
        assertThat(event.text(Field.CNF_JKT)).isEqualTo(thumbprint);
        assertThat(event.text(Field.USER_AGENT)).startsWith("hmac-sha256:k1:");
        assertThat(redactor.caught()).isEqualTo(1);
    }

    @Test
    void aTokenWhereNoneShouldBeHasTheIdItHasWhereItShould() {
        String token = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
        Redactor redactor = new Redactor(TokenKeys.parse("k1 always " + "03".repeat(32)));
        assertThat(redactor.clean("leaked " + token)).isEqualTo("leaked " + redactor.id(null, token, 0));
    }

    @ParameterizedTest
    @EnumSource(Field.class)
    void noFieldKeepsAToken(Field field) {
        String token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc";
        TokenEvent event = new TokenEvent();
        if (field.type().isText()) {
            event.set(field, token);
        } else if (field.type().isTexts()) {
            event.set(field, "read", token);
        }
        new Redactor(TokenKeys.parse("k1 always " + "03".repeat(32))).redact(event);
        assertThat(event.toString()).doesNotContain(token);
        assertThat(event.has(field)).isEqualTo(!field.type().isNumber());
    }
}
