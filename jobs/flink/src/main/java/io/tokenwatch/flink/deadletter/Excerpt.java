package io.tokenwatch.flink.deadletter;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What may be said about content that must not be shown. */
public final class Excerpt {
    private static final int DIGEST_BYTES = 16;
    private static final int LONGEST = 200;
    /** Long runs of what tokens, keys and ids are made of; but for lower-case words, such as the names of errors. */
    private static final Pattern TOKEN_SHAPED =
            Pattern.compile("(?![a-z_]{1,60}+(?![A-Za-z0-9\\-+/=.~]))[A-Za-z0-9_\\-+/=.~]{20,}+");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");
    /** Elasticsearch quotes values in what it says after that. */
    private static final Pattern QUOTED_VALUE =
            Pattern.compile("(?s)(Preview of field's value|value \\[|Illegal|Cannot parse).*");

    private Excerpt() {}

    /** The first 16 bytes of the SHA-256, hex: enough to find the same content again. */
    public static String digest(byte[] content) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(whole, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** At most 200 characters of a message of somebody else, without line breaks, quoted values and anything token-shaped. */
    public static String clean(String message) {
        String bounded = message.length() > 4 * LONGEST ? message.substring(0, 4 * LONGEST) : message;
        String unquoted = QUOTED_VALUE.matcher(bounded).replaceAll("[value withheld]");
        String clean = CONTROL.matcher(TOKEN_SHAPED.matcher(unquoted).replaceAll("[withheld]"))
                .replaceAll(" ");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
    }
}
