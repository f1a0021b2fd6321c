package io.tokenwatch.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes what could not be read, one JSON line each, in order of the inputs: where it stands, why, its length and digest, and
 * its shape. Not the text itself: a line that cannot be read may hold a token in a form that nobody recognises.
 */
public final class DeadLetters implements Closeable {
    /** Beyond this many, further reasons are counted together. */
    private static final int MOST_REASONS = 200;

    private static final String DAMAGED = "the compressed stream is damaged: nothing from here to its end can be read";

    private static final JsonFactory JSON = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private final Writer out;
    private final MessageDigest digest;
    private final SortedMap<String, Long> reasons = new TreeMap<>();

    public DeadLetters(Writer out) {
        this.out = out;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A line, held in these bytes; of one that is too long, length and digest are those of its beginning. */
    void add(Input input, long number, String reason, byte[] buffer, int from, int length) throws IOException {
        digest.update(buffer, from, length);
        add(input, number, reason, length, digest.digest(), Excerpt.of(buffer, from, length));
    }

    /** What comes after that line, all of it. */
    public void addRest(Input input, long line) throws IOException {
        add(input, line + 1, DAMAGED, 0, new byte[0], "");
    }

    /** One whose digest and excerpt were made where it was read. */
    public void add(Input input, long line, String reason, int bytes, byte[] sha256, String excerpt)
            throws IOException {
        BoundedCounts.add(reasons, reason, 1, MOST_REASONS);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("file", input.name());
            json.writeNumberField("line", line);
            json.writeStringField("reason", reason);
            if (sha256.length > 0) {
                json.writeNumberField("bytes", bytes);
                json.writeStringField("sha256", HexFormat.of().formatHex(sha256));
                json.writeStringField("excerpt", excerpt);
            }
            json.writeEndObject();
        }
        out.write('\n');
    }

    /** How many there are for each reason. */
    public SortedMap<String, Long> reasons() {
        return reasons;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
