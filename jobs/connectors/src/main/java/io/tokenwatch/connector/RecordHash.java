package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The id of a record that has none: 128 bits of SHA-256 over tenant, source and record, each with its length. */
final class RecordHash {
    private static final int BYTES = 16;

    private final MessageDigest digest;

    RecordHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    byte[] of(String tenant, String source, byte[] buffer, int from, int length) {
        update(tenant);
        update(source);
        digest.update(buffer, from, length);
        return Arrays.copyOf(digest.digest(), BYTES);
    }

    private void update(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }
}
