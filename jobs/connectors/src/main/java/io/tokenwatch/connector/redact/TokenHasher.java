package io.tokenwatch.connector.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Turns a token into an id that cannot be turned back: {@code hmac-sha256:<key id>:<hex>}, the first 128 bits of
 * HMAC-SHA-256 (truncation: RFC 2104, section 5) in 32 hexadecimal digits.
 *
 * <p>The id is made from (issuer, jti) where both are known, because then every party that sees the token finds the same id
 * even if it only logs the jti; a jti is unique only within its issuer (RFC 7519, section 4.1.7). Else it is made
 * from the token. Keeps nothing of what it hashed. For one thread.
 */
public final class TokenHasher {
    private static final byte[] PREFIX = "hmac-sha256:".getBytes(UTF_8);
    private static final int HEX_DIGITS = 32;
    private static final int BYTES = HEX_DIGITS / 2;
    private static final int LONGEST_KEY_ID = 32;
    private static final int HEX = 1;
    private static final int IN_KEY_ID = 2;
    private static final byte[] KINDS = kinds();
    private static final byte[] OF_JTI = {'j', 't', 'i', 0};
    private static final byte[] OF_TOKEN = {'t', 'o', 'k', 'e', 'n', 0};

    private final TokenKeys keys;
    private final Map<String, Mac> macs = new HashMap<>();

    public TokenHasher(TokenKeys keys) {
        this.keys = keys;
    }

    /** Whether the text already is such an id. */
    public static boolean isId(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return isId(bytes, 0, bytes.length);
    }

    /** As {@link #isId(String)}, of UTF-8. */
    static boolean isId(byte[] text, int from, int length) {
        int name = from + PREFIX.length;
        int digits = from + length - HEX_DIGITS;
        return digits > name + 1
                && digits <= name + LONGEST_KEY_ID + 1
                && Arrays.equals(text, from, name, PREFIX, 0, PREFIX.length)
                && text[digits - 1] == ':'
                && all(text, name, digits - 1, IN_KEY_ID)
                && all(text, digits, from + length, HEX);
    }

    /** Does not stop at the first that differs: nearly always none does, and the loop is the hot path's. */
    private static boolean all(byte[] text, int from, int to, int kind) {
        int common = kind;
        for (int i = from; i < to; i++) {
            common &= KINDS[text[i] & 0xFF];
        }
        return common != 0;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (char c = 0; c < 128; c++) {
            boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            boolean inKeyId = Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-';
            kinds[c] = (byte) ((hex ? HEX : 0) | (inKeyId ? IN_KEY_ID : 0));
        }
        return kinds;
    }

    /**
     * The id of what a log calls a token: unchanged if it is one already; a JWT by its own iss and jti; else, with an
     * issuer, a jti of that issuer; else an opaque token.
     *
     * @param time chooses the key: when the token was issued, else when it was seen; milliseconds since the epoch. A
     * JWT's own iat goes before it
     */
    public String id(@Nullable String issuer, String token, long time) {
        if (isId(token)) {
            return token;
        }
        JwtClaims claims = JwtClaims.of(token);
        if (claims != null) {
            long issued = claims.issuedAt() == null ? time : claims.issuedAt();
            return ofJti(claims.issuer(), claims.id(), issued);
        }
        return issuer == null ? ofToken(token, time) : ofJti(issuer, token, time);
    }

    private String ofJti(String issuer, String jti, long time) {
        byte[] first = issuer.getBytes(UTF_8);
        TokenKeys.Key key = keys.at(time);
        Mac mac = mac(key);
        mac.update(OF_JTI);
        // The length keeps ("a", "bc") and ("ab", "c") apart.
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(first.length).flip());
        mac.update(first);
        return id(key, mac.doFinal(jti.getBytes(UTF_8)));
    }

    private String ofToken(String token, long time) {
        TokenKeys.Key key = keys.at(time);
        Mac mac = mac(key);
        mac.update(OF_TOKEN);
        return id(key, mac.doFinal(token.getBytes(UTF_8)));
    }

    private static String id(TokenKeys.Key key, byte[] hash) {
        return new String(PREFIX, UTF_8) + key.id() + ':' + HexFormat.of().formatHex(hash, 0, BYTES);
    }

    private Mac mac(TokenKeys.Key key) {
        return macs.computeIfAbsent(key.id(), id -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
                return mac;
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw new IllegalStateException("every Java platform has HmacSHA256", e);
            }
        });
    }
}
