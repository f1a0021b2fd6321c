package io.tokenwatch.pack;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.rule.RuleFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/**
 * A pack as one line of JSON in UTF-8: {@code {"format":1,"tokenwatch":…,"hash":…,"files":{name:text,…}}} with the files in order
 * of their names; a published one has {@code effective_from} and {@code published_at} besides. The same pack, the same bytes.
 */
public final class PackJson {
    /** Of the form; a reader refuses what it does not know. */
    static final int FORMAT = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private PackJson() {}

    public static byte[] of(Pack pack) {
        return write(pack, json -> {});
    }

    public static byte[] of(Published published) {
        return write(published.pack(), json -> {
            json.writeStringField(
                    "effective_from",
                    Instant.ofEpochMilli(published.effectiveFrom()).toString());
            json.writeStringField(
                    "published_at",
                    Instant.ofEpochMilli(published.publishedAt()).toString());
        });
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] write(Pack pack, Fields more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        RuleFiles files = pack.files();
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeStringField("tokenwatch", pack.tokenwatch());
            json.writeStringField("hash", pack.hash());
            more.write(json);
            json.writeObjectFieldStart("files");
            for (Map.Entry<String, String> file : files.texts().entrySet()) {
                json.writeStringField(file.getKey(), file.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot be written to", e);
        }
        return out.toByteArray();
    }
}
