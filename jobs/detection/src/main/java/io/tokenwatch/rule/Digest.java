package io.tokenwatch.rule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of text, for identities that must not collide even where somebody tries. */
public final class Digest {
    private Digest() {}

    public static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The first 128 bits in hex. */
    public static String hex128(String text) {
        return HexFormat.of().formatHex(sha256(text), 0, 16);
    }

    static int int32(String text) {
        return ByteBuffer.wrap(sha256(text)).getInt();
    }
}
