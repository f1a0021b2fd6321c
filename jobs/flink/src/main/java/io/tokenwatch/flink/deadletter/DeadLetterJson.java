package io.tokenwatch.flink.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** A dead letter as one line of JSON, always the same bytes for the same letter. */
public final class DeadLetterJson {
    private static final JsonFactory JSON = new JsonFactory();

    private DeadLetterJson() {}

    /** UTF-8, without line break. */
    public static byte[] of(DeadLetter letter) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("@timestamp", Instant.ofEpochMilli(letter.time()).toString());
            json.writeStringField("reason", letter.reason().code());
            json.writeStringField("detail", letter.detail());
            if (letter.isFromKafka()) {
                json.writeStringField("topic", letter.topic());
                json.writeNumberField("partition", letter.partition());
                json.writeNumberField("offset", letter.offset());
            } else {
                json.writeStringField("document", letter.document());
            }
            json.writeNumberField("length", letter.length());
            if (!letter.digest().isEmpty()) {
                json.writeStringField("sha256_128", letter.digest());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
