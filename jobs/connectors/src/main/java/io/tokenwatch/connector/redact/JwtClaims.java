package io.tokenwatch.connector.redact;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tokenwatch.connector.text.BoundedJson;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a signed JWT that name it (RFC 7519, section 4.1), read without checking the signature: they only
 * choose its id.
 *
 * @param issuedAt iat in milliseconds since the epoch
 */
record JwtClaims(String issuer, String id, @Nullable Long issuedAt) {
    private static final int LONGEST = 16 * 1024;

    /** Null if the text is no JWT, an encrypted one, or one without iss and jti. */
    static @Nullable JwtClaims of(String text) {
        if (!text.startsWith("eyJ") || text.length() > LONGEST) {
            return null;
        }
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first < 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
            return null;
        }
        try {
            return claims(Base64.getUrlDecoder().decode(text.substring(first + 1, second)));
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable JwtClaims claims(byte[] json) throws IOException {
        String issuer = null;
        String id = null;
        Long issuedAt = null;
        try (JsonParser parser = BoundedJson.FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("iss")) {
                    issuer = parser.getText();
                } else if (value == JsonToken.VALUE_STRING && name.equals("jti")) {
                    id = parser.getText();
                } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("iat")) {
                    issuedAt = Math.multiplyExact(parser.getLongValue(), 1000);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (ArithmeticException e) {
            return null;
        }
        return issuer == null || id == null ? null : new JwtClaims(issuer, id, issuedAt);
    }
}
