package io.tokenwatch.flink.elasticsearch;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** A document of the index {@value #INDEX}, as its template has them: what the job knows of itself. */
public final class StatusDocument {
    public static final String INDEX = "tokenwatch-status";

    private static final JsonFactory JSON = new JsonFactory();

    /** What is particular to a kind of document. */
    public interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private StatusDocument() {}

    /**
     * Makes one.
     *
     * @param version a higher one overwrites the document with that id
     * @param time what it is about, milliseconds since the epoch
     */
    public static DocumentWrite of(
            String id, long version, String kind, String message, long time, String runId, Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("@timestamp", Instant.ofEpochMilli(time).toString());
            json.writeStringField("kind", kind);
            json.writeStringField("message", message);
            body.write(json);
            json.writeObjectFieldStart("run");
            json.writeStringField("id", runId);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot be written to", e);
        }
        return DocumentWrite.index(INDEX, id, version, out.toByteArray());
    }
}
